"""`python -m toolbox_gen`."""

from toolbox_gen.cli import main

main()
