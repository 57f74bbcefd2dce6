package dev.tusk.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A TLS socket whose decrypted side goes through a [FrameGuard]; all else is the real one's.
final class GuardedTlsSocket extends SSLSocket {
  private final SSLSocket real;
  private final GuardedSocket outside;
  private @Nullable FrameGuard guard;

  GuardedTlsSocket(SSLSocket real, GuardedSocket outside) {
    this.real = real;
    this.outside = outside;
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    FrameGuard made = guard;
    if (made == null) {
      made = outside.inside(real.getInputStream());
      guard = made;
    }
    return made;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return outside.starting(real.getOutputStream());
  }

  @Override
  public void startHandshake() throws IOException {
    real.startHandshake();
    outside.encrypted(real);
  }

  @Override
  public SSLSession getSession() {
    return real.getSession();
  }

  @Override
  public SSLSession getHandshakeSession() {
    return real.getHandshakeSession();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return real.getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    real.setSSLParameters(parameters);
  }

  @Override
  public String getApplicationProtocol() {
    return real.getApplicationProtocol();
  }

  @Override
  public String getHandshakeApplicationProtocol() {
    return real.getHandshakeApplicationProtocol();
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      BiFunction<SSLSocket, List<String>, String> selector) {
    real.setHandshakeApplicationProtocolSelector(selector);
  }

  @Override
  public BiFunction<SSLSocket, List<String>, String> getHandshakeApplicationProtocolSelector() {
    return real.getHandshakeApplicationProtocolSelector();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return real.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return real.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    real.setEnabledCipherSuites(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return real.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return real.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    real.setEnabledProtocols(protocols);
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    real.addHandshakeCompletedListener(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    real.removeHandshakeCompletedListener(listener);
  }

  @Override
  public void setUseClientMode(boolean client) {
    real.setUseClientMode(client);
  }

  @Override
  public boolean getUseClientMode() {
    return real.getUseClientMode();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    real.setNeedClientAuth(need);
  }

  @Override
  public boolean getNeedClientAuth() {
    return real.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    real.setWantClientAuth(want);
  }

  @Override
  public boolean getWantClientAuth() {
    return real.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean enable) {
    real.setEnableSessionCreation(enable);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return real.getEnableSessionCreation();
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    real.connect(endpoint, timeout);
  }

  @Override
  public InetAddress getInetAddress() {
    return real.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return real.getLocalAddress();
  }

  @Override
  public int getPort() {
    return real.getPort();
  }

  @Override
  public int getLocalPort() {
    return real.getLocalPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return real.getRemoteSocketAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return real.getLocalSocketAddress();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    real.setTcpNoDelay(on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return real.getTcpNoDelay();
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    real.setSoLinger(on, seconds);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return real.getSoLinger();
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    real.setSoTimeout(millis);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return real.getSoTimeout();
  }

  @Override
  public void setSendBufferSize(int size) throws SocketException {
    real.setSendBufferSize(size);
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return real.getSendBufferSize();
  }

  @Override
  public void setReceiveBufferSize(int size) throws SocketException {
    real.setReceiveBufferSize(size);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return real.getReceiveBufferSize();
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    real.setKeepAlive(on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return real.getKeepAlive();
  }

  @Override
  public void shutdownInput() throws IOException {
    real.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    real.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }

  @Override
  public boolean isConnected() {
    return real.isConnected();
  }

  @Override
  public boolean isBound() {
    return real.isBound();
  }

  @Override
  public boolean isClosed() {
    return real.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return real.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return real.isOutputShutdown();
  }

  @Override
  public String toString() {
    return real.toString();
  }
}
