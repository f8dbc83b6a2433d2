"""What tools of other projects make of the exports; see benchmarks/tools_on_exports.py."""
