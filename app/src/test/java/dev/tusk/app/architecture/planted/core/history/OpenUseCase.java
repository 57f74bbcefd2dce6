package dev.tusk.app.architecture.planted.core.history;

import dev.tusk.core.kernel.UseCase;

/// Planted: a use case that can be extended.
@UseCase
public class OpenUseCase {}
