package dev.tusk.app;

/// Sees each adapter before it is put in its place, and may put something in front of it: how the
/// tests watch what the window does with its adapters.
public interface AdapterFitting {
  /// Leaves every adapter as it is.
  AdapterFitting PLAIN =
      new AdapterFitting() {
        @Override
        public <P> P fit(Class<P> port, P adapter) {
          return adapter;
        }
      };

  /// What to put in the place of an adapter.
  ///
  /// @param port the face that the core sees
  <P> P fit(Class<P> port, P adapter);
}
