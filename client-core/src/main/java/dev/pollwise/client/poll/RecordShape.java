package dev.pollwise.client.poll;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How to take a record apart and put it together again. */
record RecordShape(Constructor<?> constructor, List<Part> parts) {

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return found(type);
        }
      };

  /** The platform would look for them anew each time. */
  private static final ClassValue<Map<String, Class<?>>> ALTERNATIVES =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
          return permitted(type).collect(Collectors.toMap(Class::getSimpleName, one -> one));
        }
      };

  /**
   * A component.
   *
   * @param type of its value, without the optional around it
   * @param mayLack whether it may be null or empty
   */
  record Part(String name, Class<?> type, boolean mayLack, boolean isOptional, Method accessor) {

    private static Part of(RecordComponent component) {
      boolean isOptional = component.getType() == Optional.class;
      Class<?> type =
          isOptional && component.getGenericType() instanceof ParameterizedType optional
              ? (Class<?>) optional.getActualTypeArguments()[0]
              : component.getType();
      boolean mayLack =
          isOptional || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return new Part(component.getName(), type, mayLack, isOptional, component.getAccessor());
    }

    /** Its value in a record; null if it has none. */
    @Nullable Object of(Record whole) {
      try {
        Object value = accessor.invoke(whole);
        return value instanceof Optional<?> some ? some.orElse(null) : value;
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException("every component can be read", impossible);
      }
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static RecordShape found(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return new RecordShape(
          type.getDeclaredConstructor(types), Stream.of(components).map(Part::of).toList());
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("every record has its constructor", impossible);
    }
  }

  /**
   * The record of components in their order.
   *
   * @throws IllegalArgumentException if it refuses them
   */
  Object record(@Nullable Object[] components) {
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(
          refused.getTargetException().getMessage(), refused.getTargetException());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("every record can be made", impossible);
    }
  }

  /** The alternatives of a sealed interface by name; empty where the type is none. */
  static Map<String, Class<?>> alternatives(Class<?> type) {
    return ALTERNATIVES.get(type);
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    return Stream.ofNullable(type.getPermittedSubclasses())
        .flatMap(Arrays::stream)
        .flatMap(one -> one.isSealed() ? permitted(one) : Stream.of(one));
  }
}
