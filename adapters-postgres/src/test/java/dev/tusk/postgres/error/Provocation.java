package dev.tusk.postgres.error;

/// Makes one fault happen and brings back what became of it.
interface Provocation {
  Captured provoke(FaultBench bench) throws Exception;
}
