package dev.tusk.core.connection.text;

import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Takes a URL for pgjdbc apart, and says its properties in libpq's keywords.
///
/// What only tunes the driver changes nothing here and is left out; what names a class, a file to
/// write or a way to sign in that Tusk has not is refused.
final class JdbcText {
  private static final String SCHEME = "postgresql:";

  private static final Map<String, String> KEYWORDS =
      Map.of(
          "PGHOST", "host",
          "PGPORT", "port",
          "PGDBNAME", "dbname",
          "ApplicationName", "application_name",
          "currentSchema", "search_path",
          "channelBinding", "channel_binding",
          "sslNegotiation", "sslnegotiation",
          "requireAuth", "require_auth",
          "gssEncMode", "gssencmode");

  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "any", "any",
          "primary", "primary",
          "master", "primary",
          "secondary", "standby",
          "slave", "standby",
          "preferSecondary", "prefer-standby",
          "preferSlave", "prefer-standby");

  private static final Set<String> TUNING =
      Set.of(
          "adaptiveFetch",
          "adaptiveFetchMaximum",
          "adaptiveFetchMinimum",
          "allowEncodingChanges",
          "assumeMinServerVersion",
          "autosave",
          "binaryTransfer",
          "binaryTransferDisable",
          "binaryTransferEnable",
          "cancelSignalTimeout",
          "cleanupSavepoints",
          "convertBooleanToNumeric",
          "databaseMetadataCacheFields",
          "databaseMetadataCacheFieldsMiB",
          "defaultRowFetchSize",
          "disableColumnSanitiser",
          "escapeSyntaxCallMode",
          "flushCacheOnDdl",
          "groupStartupParameters",
          "gssResponseTimeout",
          "hideUnprivilegedObjects",
          "hostRecheckSeconds",
          "logServerErrorDetail",
          "logUnclosedConnections",
          "loggerLevel",
          "maxResultBuffer",
          "maxSendBufferSize",
          "pemKeyAlgorithm",
          "preferQueryMode",
          "prepareThreshold",
          "preparedStatementCacheQueries",
          "preparedStatementCacheSizeMiB",
          "protocolVersion",
          "queryTimeout",
          "quoteReturningIdentifiers",
          "reWriteBatchedInserts",
          "reWriteBatchedInsertsSize",
          "readOnlyMode",
          "receiveBufferSize",
          "scramMaxIterations",
          "sendBufferSize",
          "socketTimeout",
          "sslResponseTimeout",
          "stringtype",
          "tcpNoDelay",
          "unknownLength");

  private static final Set<String> CLASSES =
      Set.of(
          "authenticationPluginClassName",
          "classLoaderStrategy",
          "connectExecutor",
          "connectExecutorArg",
          "socketFactory",
          "socketFactoryArg",
          "sslfactory",
          "sslfactoryarg",
          "sslhostnameverifier",
          "sslpasswordcallback",
          "xmlFactoryFactory");

  private JdbcText() {}

  static boolean isJdbc(String text) {
    return text.regionMatches(true, 0, "jdbc:", 0, 5);
  }

  static Map<String, String> options(String text) {
    String url = text.substring(5);
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new IllegalArgumentException(
          "This is no URL for PostgreSQL; one begins with jdbc:postgresql://");
    }
    if (!UrlText.isUrl(url)) {
      String rest = url.substring(SCHEME.length());
      url = "postgresql://" + (rest.startsWith("/") ? rest : "/" + rest);
    }
    // pgjdbc decodes as web forms do
    Map<String, String> options = new LinkedHashMap<>();
    UrlText.options(url.replace("+", "%20")).forEach((name, value) -> put(name, value, options));
    String ssl = options.remove("ssl");
    if (ssl != null && !options.containsKey("sslmode")) {
      if (ssl.isEmpty() || ssl.equalsIgnoreCase("true")) {
        options.put("sslmode", SslMode.VERIFY_FULL.libpqName());
      } else if (!ssl.equalsIgnoreCase("false")) {
        throw new IllegalArgumentException("\"ssl\" must be true or false");
      }
    }
    return options;
  }

  private static void put(String name, String value, Map<String, String> options) {
    String keyword = KEYWORDS.get(name);
    if (keyword != null) {
      options.put(keyword, value);
    } else if (CLASSES.contains(name)) {
      throw new IllegalArgumentException(
          "\"%s\" names a class, and Tusk loads none that a URL names; remove it".formatted(name));
    } else if (!TUNING.contains(name)) {
      switch (name) {
        case "targetServerType" -> options.put("target_session_attrs", serverType(value));
        case "loadBalanceHosts" ->
            options.put("load_balance_hosts", isTrue(name, value) ? "random" : "disable");
        case "tcpKeepAlive" -> options.put("keepalives", isTrue(name, value) ? "1" : "0");
        case "readOnly" -> {
          if (isTrue(name, value)) {
            options.put(Setting.GUARD.keyword(), Guard.READ_ONLY.word());
          }
        }
        case "connectTimeout", "loginTimeout" -> {
          if (!value.equals("0")) {
            options.put("connect_timeout", value);
          }
        }
        default -> options.put(name, value);
      }
    }
  }

  private static String serverType(String value) {
    String attrs = SERVER_TYPES.get(value);
    if (attrs == null) {
      throw new IllegalArgumentException(
          "\"targetServerType\" must be any, primary, secondary or preferSecondary, not \"%s\""
              .formatted(value));
    }
    return attrs;
  }

  private static boolean isTrue(String name, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"%s\" must be true or false".formatted(name));
    };
  }
}
