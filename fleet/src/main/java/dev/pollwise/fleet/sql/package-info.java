/**
 * All statements, a class for each table, and the numbered files that make the tables. A {@link
 * dev.pollwise.fleet.sql.Database.DatabaseException} means that nothing is known to be changed.
 * Null means nothing anywhere unless it is marked.
 */
@NullMarked
package dev.pollwise.fleet.sql;

import org.jspecify.annotations.NullMarked;
