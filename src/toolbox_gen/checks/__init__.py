"""What is said of a toolbox as a whole: each check is a function of all that editors wrote."""
