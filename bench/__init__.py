"""Benchmarks: `make bench`, or `make bench ONLY=api_page`.

Each module with a function `run()` is one. It builds its own data, measures side by side what it compares,
and returns {name: {"value", "target" (None: for information), "unit", "higher_is_better"}}.
"""
