package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.failsafe.RetryPolicy;
import dev.failsafe.spi.Scheduler;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Running;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.DurableRequest;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.poll.SimulatedPoller;
import dev.pollwise.client.poll.StatusCalls;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.poll.WaitsBuilder;
import dev.pollwise.client.poll.WebhookReliability;
import dev.pollwise.client.request.EventDispatcher;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.client.store.TokenStore;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.ScriptedTranslations;
import dev.pollwise.client.testing.VirtualClock;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every public constructor and method refuses null at once, one argument after the other. */
@NullMarked
class NullRefusalTest {

  /** What a user of the library implements; nobody but the library calls it. */
  private static final Set<Class<?>> PORTS =
      Set.of(
          StatusSource.class,
          StatusSource.Bulk.class,
          JobEvent.Listener.class,
          PollClock.class,
          StatusCalls.Gate.class,
          TokenStore.Handler.class,
          Pacing.IntervalFunction.class,
          SimulatedPoller.Server.class,
          SimulatedPoller.Witness.class);

  private static final PollClock CLOCK = PollClock.system();
  private static final ServerContext CONTEXT =
      new ServerContext(URI.create("http://sample"), CLOCK, task -> {}, new Random(1));

  private static final EventDispatcher<Object> DISPATCHER =
      new EventDispatcher<>(List.of(), Object::toString, task -> {});

  private static final LearnedStore LEARNED = LearnedStore.open(Path.of("target/sample.json"));
  private static final TokenStore TOKENS = TokenStore.open(Path.of("target/sample.txt"));

  private static final VirtualClock VIRTUAL = new VirtualClock();

  private static final Poller POLLER =
      Poller.builder(job -> new CompletableFuture<>())
          .policy(PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofDays(1))))
          .build();

  private static final DurableWait.Surroundings SURROUNDINGS =
      DurableWait.Surroundings.alone(Duration.ZERO, Instant.EPOCH, 0.5);

  private static final DurableWait WAIT =
      DurableWait.running(
              new ResumeToken(
                  URI.create("http://sample"),
                  dev.pollwise.client.job.JobId.of("sample"),
                  Instant.EPOCH),
              PollingPolicy.defaults(),
              SURROUNDINGS)
          .durable();

  /** Asked from a thread that would wait for the class around it, which waits for the answer. */
  private static final class Pending implements StatusSource {
    @Override
    public CompletionStage<Answer> ask(dev.pollwise.client.job.JobId job) {
      return CompletableFuture.completedFuture(new Answer.Seen(new JobStatus.Pending()));
    }
  }

  private static final StatusCalls CALLS =
      new StatusCalls(
          new Pending(),
          new ServerContext(
              URI.create("http://sample"), CLOCK, ServerContext.virtualThreads(), new Random(1)),
          () -> 1,
          () -> {},
          StatusCalls.Gate.OPEN);

  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(int.class, 2),
          Map.entry(long.class, 1L),
          Map.entry(double.class, 1.0),
          Map.entry(boolean.class, true),
          Map.entry(String.class, "sample"),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(URI.class, URI.create("http://sample")),
          Map.entry(Map.class, Map.of()),
          Map.entry(Optional.class, Optional.empty()),
          Map.entry(Throwable.class, new IllegalStateException("sample")),
          Map.entry(InterruptedException.class, new InterruptedException("sample")),
          Map.entry(List.class, List.of(Duration.ofSeconds(1))),
          Map.entry(DurationLaw.class, DurationLaw.fixed(Duration.ofSeconds(1))),
          Map.entry(Outlook.class, Outlook.unknown()),
          Map.entry(LearnedDurations.class, new LearnedDurations()),
          Map.entry(
              Running.class,
              new LearnedDurations()
                  .begun(
                      new JobClass("server", "", ""),
                      LearnedDurations.SourceLength.unknown(),
                      Expectation.none())),
          Map.entry(Jitter.class, Jitter.none()),
          Map.entry(PollingPolicy.class, PollingPolicy.defaults()),
          Map.entry(Pacing.IntervalFunction.class, (Pacing.IntervalFunction) (n, at) -> at),
          Map.entry(StatusSource.class, (StatusSource) job -> new CompletableFuture<>()),
          Map.entry(Attempt.class, Attempt.immediate()),
          Map.entry(JobEvent.Listener.class, (JobEvent.Listener) event -> {}),
          Map.entry(Runnable.class, (Runnable) () -> {}),
          Map.entry(Executor.class, (Executor) task -> {}),
          Map.entry(TokenStore.Handler.class, (TokenStore.Handler) (wait, outcome) -> {}),
          Map.entry(Supplier.class, (Supplier<?>) CompletableFuture::new),
          Map.entry(Object.class, "sample"),
          Map.entry(DoubleSupplier.class, (DoubleSupplier) () -> 0),
          Map.entry(BiConsumer.class, (BiConsumer<?, ?>) (one, other) -> {}),
          Map.entry(
              BiFunction.class,
              (BiFunction<?, ?, ?>) (one, other) -> new IllegalStateException("sample")),
          Map.entry(Function.class, Function.identity()),
          Map.entry(CompletionStage.class, new CompletableFuture<>()),
          Map.entry(PollClock.class, CLOCK),
          Map.entry(ServerContext.class, CONTEXT),
          Map.entry(RandomGenerator.class, new Random(1)),
          Map.entry(CompletionQueue.class, CompletionQueue.of(List.of())),
          Map.entry(Collection.class, List.of()),
          Map.entry(LearnedStore.class, LEARNED),
          Map.entry(TokenStore.class, TOKENS),
          Map.entry(Path.class, Path.of("sample")),
          Map.entry(VirtualClock.class, VIRTUAL),
          Map.entry(ScriptedSource.class, new ScriptedSource(VIRTUAL)),
          Map.entry(ScriptedTranslations.class, new ScriptedTranslations(VIRTUAL)),
          Map.entry(JobScript.class, JobScript.begin()),
          Map.entry(
              RepeatedRequest.class,
              new RepeatedRequest<>(
                  CompletableFuture<Reply<String>>::new,
                  PollingPolicy.defaults(),
                  CONTEXT,
                  ServerContext.Line.SUBMITS,
                  (cause, delay) -> {})),
          Map.entry(
              SimulatedPoller.class,
              new SimulatedPoller(PollingPolicy.defaults(), Outlook.unknown())),
          Map.entry(
              SimulatedPoller.Server.class,
              new SimulatedPoller.Server() {
                @Override
                public Optional<Duration> announcedAt() {
                  return Optional.empty();
                }

                @Override
                public SimulatedPoller.Reply ask(
                    Duration at, Duration longestHold, Duration timeout) {
                  throw new AssertionError("not to be asked");
                }
              }),
          Map.entry(
              SimulatedPoller.Witness.class, (SimulatedPoller.Witness) (at, why, what, by) -> true),
          Map.entry(CompletableFuture.class, new CompletableFuture<>()),
          Map.entry(RetryPolicy.class, RetryPolicy.ofDefaults()),
          Map.entry(Scheduler.class, Scheduler.DEFAULT),
          Map.entry(BooleanSupplier.class, (BooleanSupplier) () -> false),
          Map.entry(Callable.class, (Callable<?>) () -> "sample"),
          Map.entry(EventDispatcher.class, DISPATCHER),
          Map.entry(EventDispatcher.Mailbox.class, DISPATCHER.mailbox(event -> {})),
          Map.entry(Thread.class, Thread.currentThread()),
          Map.entry(Poller.class, POLLER),
          Map.entry(WaitsBuilder.class, Poller.builder(job -> new CompletableFuture<>())),
          Map.entry(ServerContext.Line.class, ServerContext.Line.SUBMITS),
          Map.entry(WebhookReliability.class, new WebhookReliability()),
          Map.entry(DurableWait.Surroundings.class, SURROUNDINGS),
          Map.entry(DurableWait.class, WAIT),
          Map.entry(DurableRequest.class, DurableRequest.begun()),
          Map.entry(StatusCalls.class, CALLS),
          Map.entry(StatusCalls.Made.class, CALLS.ask(WAIT, Duration.ZERO).join()),
          Map.entry(IntSupplier.class, (IntSupplier) () -> 1),
          Map.entry(StatusCalls.Gate.class, StatusCalls.Gate.OPEN),
          Map.entry(Poller.Builder.class, Poller.builder(job -> new CompletableFuture<>())),
          Map.entry(
              JobHandle.class,
              POLLER.watchSubmitted(dev.pollwise.client.job.JobId.of("sample"), "sample")));

  @AfterAll
  static void close() {
    POLLER.close();
    TOKENS.close();
  }

  @TestFactory
  Stream<DynamicTest> refusesNull() {
    return publicClasses()
        .flatMap(NullRefusalTest::executables)
        .flatMap(executable ->
            Stream.iterate(0, i -> i + 1)
                .limit(executable.getParameterCount())
                .filter(i -> mustNotBeNull(executable, i))
                .map(i ->
                    dynamicTest(
                        name(executable) + " argument " + (i + 1), () -> refuses(executable, i))));
  }

  private static Stream<Class<?>> publicClasses() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                "dev.pollwise.client.job",
                "dev.pollwise.client.policy",
                "dev.pollwise.client.duration",
                "dev.pollwise.client.forecast",
                "dev.pollwise.client.request",
                "dev.pollwise.client.poll",
                "dev.pollwise.client.store",
                "dev.pollwise.client.testing")
            .stream()
            .sorted(Comparator.comparing(JavaClass::getName))
            .<Class<?>>map(JavaClass::reflect)
            .filter(NullRefusalTest::isReachable)
            .filter(type -> !PORTS.contains(type) && !type.equals(Durations.class));
  }

  private static boolean isReachable(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isReachable(outer));
  }

  private static Stream<Executable> executables(Class<?> type) {
    List<Executable> found = new ArrayList<>();
    if (!Modifier.isAbstract(type.getModifiers())) {
      found.addAll(Arrays.asList(type.getConstructors()));
    }
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && !method.isSynthetic()
          && !method.getName().equals("equals")) {
        found.add(method);
      }
    }
    found.sort(Comparator.comparing(Executable::toGenericString));
    return found.stream();
  }

  private static boolean mustNotBeNull(Executable executable, int index) {
    return !executable.getParameterTypes()[index].isPrimitive()
        && !executable.getAnnotatedParameterTypes()[index].isAnnotationPresent(Nullable.class);
  }

  private static void refuses(Executable executable, int index) {
    Class<?>[] types = executable.getParameterTypes();
    @Nullable Object[] arguments = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == index ? null : sample(types[i]);
    }

    assertThat(catchThrowable(() -> invoke(executable, arguments)))
        .as(name(executable))
        .isInstanceOf(InvocationTargetException.class)
        .hasCauseInstanceOf(NullPointerException.class);
  }

  private static void invoke(Executable executable, @Nullable Object[] arguments)
      throws ReflectiveOperationException {
    switch (executable) {
      case java.lang.reflect.Constructor<?> constructor -> constructor.newInstance(arguments);
      case Method method ->
          method.invoke(
              Modifier.isStatic(method.getModifiers()) ? null : sample(method.getDeclaringClass()),
              arguments);
    }
  }

  /** A value of a type: a known one, or made of its parts. */
  private static Object sample(Class<?> type) {
    Object known = SAMPLES.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isSealed()) {
      return sample(type.getPermittedSubclasses()[0]);
    }
    if (!type.isRecord() && !Throwable.class.isAssignableFrom(type)) {
      throw new AssertionError("no sample of " + type + ": add one above");
    }
    try {
      var canonical =
          Arrays.stream(type.getConstructors())
              .max(Comparator.comparingInt(Executable::getParameterCount))
              .orElseThrow();
      return canonical.newInstance(
          Arrays.stream(canonical.getParameterTypes()).map(NullRefusalTest::sample).toArray());
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("no sample of " + type, impossible);
    }
  }

  private static String name(Executable executable) {
    return executable
        .toGenericString()
        .replaceAll("(public |static |default |final |abstract )", "")
        .replaceAll("[a-z]+\\.(?=[a-zA-Z])", "");
  }
}
