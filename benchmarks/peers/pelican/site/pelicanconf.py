"""Pelican over the same content: articles, tags, categories, paginated lists and feeds."""

SITENAME = "Toolbox"
SITEURL = "https://voorbeeld.example"
PATH = "articles"
OUTPUT_PATH = "public"
TIMEZONE = "Europe/Brussels"
DEFAULT_LANG = "nl"
THEME = "simple"
DEFAULT_PAGINATION = 50
ARTICLE_URL = ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
