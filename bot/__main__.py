"""`python -m bot`: the same program as `footnote`."""

from bot.cli import main

if __name__ == "__main__":
    main()
