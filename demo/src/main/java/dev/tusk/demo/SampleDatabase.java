package dev.tusk.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shop that Tusk generates to be tried on: 23 tables in 3 schemas, one of them with a million
/// rows, about 200 MB.
///
/// This class knows the texts only; its caller runs them. In the database `postgres`: ask
/// [#STATE_QUERY]; when [#needsLoading] says so run [#CREATE_STATEMENTS] one by one, outside a
/// transaction; then, in the new database, [#scripts] in order, stopping at the first error. Their
/// last statement leaves the mark that the state query finds, so that a load that was broken off is
/// begun again.
public final class SampleDatabase {
  /// The database's name.
  public static final String NAME = "shop";

  /// The mark of a complete load, as the comment of the database.
  public static final String MARK = "Tusk sample shop, version 1";

  /// Gives no row when the database does not exist, else one text, its comment or an empty one.
  public static final String STATE_QUERY =
      "select coalesce(shobj_description(oid, 'pg_database'), '')"
          + " from pg_database where datname = 'shop'";

  /// Makes the database anew; each statement by itself, none in a transaction.
  public static final List<String> CREATE_STATEMENTS =
      List.of("drop database if exists shop with (force)", "create database shop");

  private static final List<String> FILES =
      List.of(
          "01-types.sql",
          "02-shop.sql",
          "03-billing-analytics.sql",
          "04-people-and-products.sql",
          "05-orders.sql",
          "06-billing-analytics.sql",
          "07-code.sql",
          "08-finish.sql");

  private SampleDatabase() {}

  /// One script of the load.
  ///
  /// @param name of its file, for messages
  /// @param doing what it does in a few words, for progress
  /// @param text plain SQL, no psql commands
  public record Script(String name, String doing, String text) {}

  /// Whether the sample must be loaded; a complete one of any version is kept, because its owner
  /// may have worked in it.
  ///
  /// @param comment what [#STATE_QUERY] gave, or null for no row
  public static boolean needsLoading(@Nullable String comment) {
    return comment == null || !comment.startsWith("Tusk sample shop, version ");
  }

  /// The scripts of the load, in order. Takes about 5 s on two cores, nearly all in the fifth,
  /// sixth and last.
  public static List<Script> scripts() {
    var scripts = new ArrayList<Script>();
    for (String file : FILES) {
      scripts.add(new Script(file, doing(file), read(file)));
    }
    return List.copyOf(scripts);
  }

  private static String doing(String file) {
    return switch (file.substring(0, 2)) {
      case "04" -> "Making customers and products";
      case "05" -> "Making orders and payments";
      case "06" -> "Making invoices, events and a million page views";
      case "07" -> "Making views, functions and triggers";
      case "08" -> "Making indexes and statistics";
      default -> "Making the tables of the sample shop";
    };
  }

  private static String read(String file) {
    try (InputStream in = SampleDatabase.class.getResourceAsStream("shop/" + file)) {
      if (in == null) {
        throw new DemoException(
            "The sample's script "
                + file
                + " is missing from this installation; install it again.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DemoException(
          "The sample's script " + file + " cannot be read; install Tusk again.", e);
    }
  }
}
