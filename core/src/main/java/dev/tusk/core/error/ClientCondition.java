package dev.tusk.core.error;

/// A condition that Tusk finds itself: its `TUSK-…` code and what to do about it.
enum ClientCondition {
  HOST_UNKNOWN(
      "The name [{host}|of the server] can't be resolved: check its spelling, the network and a VPN"
          + " if the server is behind one."),
  REFUSED(
      "Nothing listens at [{host}:{port}|this address]: is the server running, is the port right,"
          + " does listen_addresses include this address?"),
  CONNECT_TIMEOUT(
      "No answer from [{host}:{port}|the server]: check host and port, the network, a VPN or a"
          + " firewall; a slow link needs a longer connect timeout."),
  NOT_POSTGRES(
      "What answers at [{host}:{port}|this address] is not PostgreSQL: check the port (5432 is the"
          + " usual one)."),
  UNREACHABLE(
      "Can't reach [{host}:{port}|the server]: is it running, is the port right, does a firewall"
          + " block it?"),
  DECLINED("The server declined the connection: its message says why."),
  LINK_LOST(
      "The connection is gone and its open transaction was rolled back: check server and network,"
          + " then reconnect."),
  POOL_TIMEOUT(
      "Commit, roll back or close a tab that holds a session[ ({holders})|], or raise the"
          + " connection's Sessions at once."),
  OUTCOME_UNKNOWN(
      "Reconnect and look at the data before you repeat it: it may or may not have taken effect."),
  LOGIN_REFUSED("Check the user name and the password[ of {user}|]."),
  PASSWORD_MISSING(
      "Save the password of [{user} on {connection}|the connection] in the keyring, write it into"
          + " ~/.pgpass, set PGPASSWORD, or run where you can be asked."),
  LOGIN_METHOD(
      "Ask the server's administrator to let [{user}|this user] in by scram-sha-256 in pg_hba.conf;"
          + " Tusk also speaks md5, password and cert."),
  SERVER_IDENTITY(
      "Do not go on: another machine may pose as your server. Ask its administrator, and check the"
          + " host name and the network."),
  TLS_NOT_OFFERED(
      "The server does not offer TLS: set ssl = on there; only on a network that you trust, set the"
          + " TLS mode to prefer."),
  TLS_REQUIRED_BY_SERVER(
      "The server admits only connections with TLS: set the TLS mode to require or stricter."),
  TLS_EXPIRED(
      "The server's certificate has expired: tell its administrator; check this computer's clock"
          + " too."),
  TLS_NOT_YET_VALID(
      "The server's certificate is not valid yet: check this computer's clock first, then tell the"
          + " administrator."),
  TLS_HOST_MISMATCH(
      "The certificate was made out to another name: connect by the name that it bears, or ask for"
          + " a certificate with this one."),
  TLS_UNKNOWN_CA(
      "The server's certificate comes from an authority that is not known here: give its root"
          + " certificate (sslrootcert) under Certificates and authentication."),
  TLS_WEAK(
      "The server's certificate uses a key or a signature that counts as broken: ask the"
          + " administrator for one with RSA 2048, or EC, and SHA-256."),
  TLS_REVOKED(
      "The server's certificate was taken back, perhaps because its key was stolen: do not go on,"
          + " and tell the administrator."),
  TLS_TOO_OLD(
      "The server's TLS is too old to be safe: ask its administrator for TLS 1.2 or later; the"
          + " Oldest TLS that will do is under Certificates and authentication."),
  TLS_CLIENT_CERTIFICATE(
      "Check the client certificate and its key under Certificates and authentication: their"
          + " files, the passphrase, and that the server trusts their authority."),
  TLS_FAILED(
      "TLS could not be agreed on: check the TLS mode and the certificates of the connection, and"
          + " the server's log."),
  SSH_UNREACHABLE(
      "The SSH server does not answer: check its name and port, the network, and a VPN if there is"
          + " one."),
  SSH_AUTH(
      "Check the SSH user and the password, or name a private key (ssh_key), which must be in the"
          + " server's authorized_keys. ssh with the same address shows whether it is Tusk or the"
          + " server."),
  SSH_AUTH_NO_KEY(
      SSH_AUTH,
      "There is no private key to log in with: name one (ssh_key), put it into ~/.ssh under its"
          + " usual name, or give it to an agent with ssh-add."),
  SSH_AUTH_AGENT(
      SSH_AUTH,
      "Start the SSH agent and give it the key with ssh-add (ssh-add -l lists what it has), or name"
          + " a private key (ssh_key)."),
  SSH_AUTH_KEY(
      SSH_AUTH,
      "Add the public half of the key to ~/.ssh/authorized_keys of this user on the SSH server, or"
          + " name another private key (ssh_key). Is it the right user?"),
  SSH_AUTH_PASSPHRASE(
      SSH_AUTH,
      "Connect again and give the passphrase of the key (ssh-keygen -y -f KEY tells whether it is"
          + " right); ssh-add keeps a key open in an agent."),
  SSH_AUTH_PASSWORD(
      SSH_AUTH,
      "Check the SSH user and what you answered: it is the SSH server's password that is asked for,"
          + " not the database's."),
  SSH_AUTH_UNANSWERED(
      SSH_AUTH,
      "Connect again and answer the SSH server's question, or name a private key (ssh_key), which"
          + " needs no answer."),
  SSH_AUTH_METHOD(
      SSH_AUTH,
      "Tusk logs in by key, password or keyboard-interactive: ask the SSH server's administrator to"
          + " allow one of them for this user."),
  SSH_KEY_FILE(
      "Check the path of the SSH key; it must be a private key that only you can read (chmod"
          + " 600)."),
  SSH_HOSTKEY_UNKNOWN(
      "Compare the fingerprint with the one that the server's administrator gives you; if they are"
          + " the same, connect again and say yes, or, for scripts, add the key with ssh-keyscan."),
  SSH_HOSTKEY_CHANGED(
      "Do not go on: another machine may pose as your SSH server. Ask its administrator; only if"
          + " the key was changed on purpose, remove that line (ssh-keygen -R) and connect again."),
  SSH_ALGORITHM(
      "The SSH server is too old, or allows only what Tusk does not speak: ask its administrator to"
          + " update it."),
  SSH_FORWARD_REFUSED(
      "Ask the SSH server's administrator to allow forwarding to the database (AllowTcpForwarding,"
          + " PermitOpen, and the options in authorized_keys)."),
  SSH_TARGET_UNREACHABLE(
      "The tunnel stands; check host and port of the database as the SSH server sees them: its name"
          + " there, its firewall, listen_addresses."),
  SSH_SETTINGS("Check the tunnel's settings of the connection, and ~/.ssh/config."),
  SSH_FAILED(
      "Check the SSH server, user and private key of the connection, and that the SSH server may"
          + " forward to the database."),
  STATEMENT_FAILED("The server gave no code: its message says what it did not accept."),
  CANCELLED(""),
  TIME_LIMIT(
      "Raise the time limit[ of {limit}|] (--timeout on the command line), or make the statement do"
          + " less."),
  NOT_SENT(""),
  RESULT_TOO_BIG(
      "Add a LIMIT or a condition, export the result to a file, or raise the memory limit in"
          + " Settings; what was read is kept."),
  STORAGE_FULL(
      "The disk that holds Tusk's data directory is full: free some space, then try again."),
  STORAGE_READONLY(
      "Tusk may not write to its data directory: check its owner, its rights and whether the disk"
          + " is mounted read-only."),
  STORAGE_CORRUPT(
      "A file in Tusk's data directory is damaged: quit Tusk, copy the directory to a safe place,"
          + " then put back a backup."),
  STORAGE_NEWER(
      "The data directory was written by a newer Tusk: start that version, or a later one."),
  STORAGE_LOCKED(
      "Another program holds Tusk's data directory: close the other Tusk, or wait for its backup or"
          + " virus scan to end."),
  STORAGE_MISSING("A file is not there: check its path, and whether its disk is mounted."),
  STORAGE_FAILED(
      "A file could not be used: check the disk and the rights on Tusk's data directory."),
  KEYRING_DENIED(
      "The keyring did not give access: unlock it and allow Tusk; until then passwords are kept for"
          + " this session only."),
  KEYRING_ABSENT(
      "No keyring answers on this system: start one (GNOME Keyring or KWallet on Linux); until then"
          + " passwords are kept for this session only."),
  KEYRING_TIMEOUT(
      "The keyring did not answer in time: look for its unlock question behind other windows, then"
          + " try again."),
  KEYRING_FAILED(
      "The keyring failed: open the system's keyring program to see whether it works; until then"
          + " type the password."),
  CREDENTIAL_NOT_FOUND(
      "Type the password once and save it: the keyring has none[ for {key}|]. It may have been"
          + " removed there."),
  SERVER_BUG("An error inside the server: note the time for its log and tell its administrator."),
  BUG("This is a bug in Tusk: please report it with the log file."),
  OUT_OF_MEMORY(
      "Close result tabs, fetch fewer rows or export to a file; or start Tusk with more memory"
          + " (-Xmx).");

  private final String code;
  private final String template;

  ClientCondition(String template) {
    this.code = "TUSK-" + name().replace('_', '-');
    this.template = template;
  }

  /// One of several causes with one code, each with advice of its own.
  ClientCondition(ClientCondition whole, String template) {
    this.code = whole.code;
    this.template = template;
  }

  /// For example `TUSK-POOL-TIMEOUT`; stable, people and scripts look it up.
  String code() {
    return code;
  }

  /// For [HintTemplate]; empty when there is nothing to suggest.
  String template() {
    return template;
  }
}
