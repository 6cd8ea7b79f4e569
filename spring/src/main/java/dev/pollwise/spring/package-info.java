/**
 * The client, and the fleet where there is a database, as beans of a Spring Boot application;
 * {@code docs/spring.md} lists the properties. Null means nothing anywhere unless it is marked.
 */
@NullMarked
package dev.pollwise.spring;

import org.jspecify.annotations.NullMarked;
