package dev.tusk.cli.print;

/// The formats of `--format`.
public enum OutputFormat {
  ALIGNED,
  CSV,
  TSV,
  JSON,
  JSONL,
  RAW
}
