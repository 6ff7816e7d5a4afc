"""toolbox-gen: a static site generator for toolboxes of practice stories and the tools at work in them."""

__version__ = "0.1.0"
