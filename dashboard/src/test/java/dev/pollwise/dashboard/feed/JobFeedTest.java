package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.store.TokenStore;
import dev.pollwise.dashboard.files.ProfileFolder;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.KeptWait;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFeedTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final URI HEYGEN = URI.create("https://api.heygen.com");
  private static final URI VIDEO = URI.create("https://example.com/a.mp4");
  private static final ServerChoice EMBEDDED = new ServerChoice.Embedded();
  private static final ServerChoice REMOTE =
      new ServerChoice.Remote(HEYGEN, new Secret("hg-secret"));

  @TempDir private Path folder;

  private final List<Event> news = new CopyOnWriteArrayList<>();
  private final List<ScriptedServer> servers = new CopyOnWriteArrayList<>();
  private final ScriptedSimulator simulator = new ScriptedSimulator();
  private JobFeed feed;

  private static final class ScriptedSimulator implements Simulator {
    String refusal = "";
    volatile boolean closed;
    final List<String> used = new ArrayList<>();

    @Override
    public OptionalLong seed() {
      return OptionalLong.empty();
    }

    @Override
    public URI start() {
      if (!refusal.isEmpty()) {
        throw new IllegalStateException(refusal);
      }
      return URI.create("http://127.0.0.1:4000");
    }

    @Override
    public Optional<URI> control() {
      return Optional.empty();
    }

    @Override
    public List<String> scenarios() {
      return List.of("happy-path", "outage");
    }

    @Override
    public String scenario() {
      return used.isEmpty() ? "happy-path" : used.getLast();
    }

    @Override
    public ScenarioLaw law() {
      return new ScenarioLaw.Unknown(scenario());
    }

    @Override
    public void useScenario(String name) {
      if (!scenarios().contains(name)) {
        throw new IllegalArgumentException("scenario " + name + ": is not known");
      }
      used.add(name);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class NoDesktop implements Desktop {
    @Override
    public void open(URI address) {}

    @Override
    public void copy(String text) {}
  }

  private volatile SubmitEvent.Listener submits = event -> {};

  @BeforeEach
  void open() {
    feed = newFeed();
  }

  private JobFeed newFeed() {
    return new JobFeed(
        simulator,
        (server, key, policy, listener, submits) -> {
          this.submits = submits;
          ScriptedServer opened = new ScriptedServer(server, key, policy, listener);
          servers.add(opened);
          return opened;
        },
        new ProfileFolder(folder.resolve("profiles")),
        new PaidWaits(waits()),
        new NoDesktop(),
        () -> NOW,
        PollingPolicy.defaults(),
        news::add);
  }

  @Test
  void tellsInTheLogWhyASubmitIsNotThroughYet() {
    feed.connect(EMBEDDED);
    server();

    submits.onEvent(
        new SubmitEvent.Retrying(
            new SubmitEvent.Attempt(
                TranslationRequest.of(VIDEO, "Spanish"),
                "key-1",
                1,
                new JobEvent.Moment(NOW, Duration.ZERO),
                ""),
            new Miss.Unreachable("connection refused"),
            Duration.ofSeconds(2)));

    await()
        .untilAsserted(() ->
            assertThat(news)
                .contains(
                    new Event.Noted(
                        NOW,
                        LogLevel.WARNING,
                        "submit: no answer: connection refused; trying again in 2 s")));
  }

  private Path waits() {
    return folder.resolve("home").resolve("unfinished.txt");
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private ScriptedServer server() {
    await().until(() -> !servers.isEmpty());
    return servers.getLast();
  }

  private <T extends Event> T next(Class<T> kind) {
    await().until(() -> news.stream().anyMatch(kind::isInstance));
    return news.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  @Test
  void startsTheSimulatorAndTellsWhereItIsAndWhatItOffers() {
    feed.connect(EMBEDDED);
    server().languages.complete(List.of("English"));

    assertThat(next(Event.ServerFound.class))
        .isEqualTo(
            new Event.ServerFound(
                EMBEDDED, URI.create("http://127.0.0.1:4000"), List.of("English")));
    assertThat(next(Event.ScenariosRead.class).names()).containsExactly("happy-path", "outage");
    assertThat(news.getFirst()).isEqualTo(new Event.ServerSought(EMBEDDED));
  }

  @Test
  void tellsInWordsWhyTheSimulatorCannotStart() {
    simulator.refusal = "it cannot listen: address already in use";

    feed.connect(EMBEDDED);

    assertThat(next(Event.ServerMissed.class).problem().summary())
        .isEqualTo("embedded simulator: it cannot listen: address already in use");
  }

  @Test
  void aServerThatIsDownIsToldInWordsWithoutAStackTraceOrTheKey() {
    feed.connect(REMOTE);
    server()
        .languages
        .completeExceptionally(
            new RequestFailedException(
                "languages", new Miss.Unreachable("connection refused"), ""));

    Event.ServerMissed missed = next(Event.ServerMissed.class);
    assertThat(missed.problem().summary())
        .isEqualTo(
            "https://api.heygen.com does not answer (connection refused). Is the address right,"
                + " and is the server running?");
    assertThat(missed.problem().details()).doesNotContain("\tat ").doesNotContain("hg-secret");
    assertThat(missed.toString()).doesNotContain("hg-secret");
    assertThat(server().key).isEqualTo(new Secret("hg-secret"));
  }

  @Test
  void submitsOnceForEachCopyAndTellsWhatCameOfAll() {
    LaunchOrder order = new LaunchOrder(REMOTE, VIDEO, List.of("French", "German"), 2);
    feed.launch(order);
    await().until(() -> !servers.isEmpty() && server().submits.size() == 2);

    server()
        .submits
        .get(0)
        .complete(List.of(server().wait("a-fr", "French"), server().wait("a-de", "German")));
    assertThat(next(Event.JobsAccepted.class).jobs())
        .containsExactly(
            new JobKey(HEYGEN, JobId.of("a-fr")), new JobKey(HEYGEN, JobId.of("a-de")));
    server()
        .submits
        .get(1)
        .completeExceptionally(
            new SubmitFailedException.Refused(
                "key-1", new Miss.Denied(402, "quota_exceeded: no credit"), ""));

    Event.LaunchDone done = next(Event.LaunchDone.class);
    assertThat(done.order()).isEqualTo(order);
    assertThat(done.accepted()).isEqualTo(2);
    assertThat(done.problems()).hasSize(1);
    assertThat(done.problems().getFirst().summary()).contains("quota_exceeded");
    assertThat(done.problems().getFirst().details()).contains("key-1");
  }

  @Test
  void expectsOfEachLaunchWhatWasSaidByThen() {
    feed.expect(Expectation.of(Duration.ofMinutes(5)));
    feed.launch(new LaunchOrder(REMOTE, VIDEO, List.of("French"), 1));
    await().until(() -> !servers.isEmpty() && server().submits.size() == 1);
    feed.expect(Expectation.none());
    feed.launch(new LaunchOrder(REMOTE, VIDEO, List.of("French"), 1));
    await().until(() -> server().submits.size() == 2);

    assertThat(server().expected)
        .containsExactly(Expectation.of(Duration.ofMinutes(5)), Expectation.none());
  }

  @Test
  void aLaunchThatCannotReachItsServerEnds() {
    simulator.refusal = "no port";

    feed.launch(new LaunchOrder(EMBEDDED, VIDEO, List.of("French"), 1));

    assertThat(next(Event.LaunchDone.class).accepted()).isZero();
    assertThat(next(Event.ServerMissed.class).problem().summary()).contains("no port");
  }

  @Test
  void passesEventsOnWithTheServerTheyCameFrom() {
    feed.connect(REMOTE);
    JobEvent event =
        new JobEvent.Submitted(JobId.of("job"), new JobEvent.Moment(NOW, Duration.ZERO), "French");

    server().say(event);

    assertThat(next(Event.JobHeard.class))
        .isEqualTo(new Event.JobHeard(new JobKey(HEYGEN, JobId.of("job")), event));
  }

  @Test
  void aChangedPolicyReachesServersThatAreOpenAndThoseOpenedLater() {
    feed.connect(EMBEDDED);
    ScriptedServer first = server();
    PollingPolicy changed = PollingPolicy.defaults().withMaxPolls(3);

    feed.applyPolicy(changed);
    await().until(() -> first.policies.contains(changed));
    feed.connect(REMOTE);
    await().until(() -> servers.size() == 2);

    assertThat(servers.getLast().policies).containsExactly(changed);
  }

  @Test
  void stopsWatchingAtTheServerOfTheJob() {
    feed.connect(EMBEDDED);
    feed.connect(REMOTE);
    await().until(() -> servers.size() == 2);

    feed.stopWatching(new JobKey(HEYGEN, JobId.of("job")));

    await().until(() -> servers.getLast().stopped.contains(JobId.of("job")));
    assertThat(servers.getFirst().stopped).isEmpty();
  }

  @Test
  void aScenarioIsPutInForceAndABadOneIsRefusedInWords() {
    feed.useScenario("outage");
    await().until(() -> simulator.used.contains("outage"));

    feed.useScenario("nonsense");

    assertThat(next(Event.ServerMissed.class).problem().summary()).contains("is not known");
    assertThat(simulator.scenario()).isEqualTo("outage");
  }

  @Test
  void savesAndReadsProfilesAndNamesThoseItCannotRead() throws IOException {
    Files.createDirectories(folder.resolve("profiles"));
    Files.writeString(folder.resolve("profiles/broken.properties"), "pacing = sometimes");
    Profile mine = new Profile("mine", PollingPolicy.defaults().withMaxPolls(9));

    feed.saveProfile(mine);

    Event.ProfilesRead read = next(Event.ProfilesRead.class);
    assertThat(read.profiles()).containsExactly(mine);
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().getFirst().summary())
        .contains("broken.properties")
        .contains("pacing \"sometimes\"");
  }

  private List<ResumeToken> onDisk() {
    return TokenStore.peek(waits()).stream().map(TokenStore.Kept::token).toList();
  }

  private ScriptedWait launchOne() {
    feed.launch(new LaunchOrder(REMOTE, VIDEO, List.of("French"), 1));
    await().until(() -> !servers.isEmpty() && server().submits.size() == 1);
    ScriptedWait paid = server().wait("paid", "French");
    server().submits.getFirst().complete(List.of(paid));
    next(Event.JobsAccepted.class);
    return paid;
  }

  @Test
  void aPaidJobIsKeptFromTheMomentItIsAcceptedUntilItsEndIsSeen() {
    ScriptedWait paid = launchOne();
    assertThat(onDisk())
        .as("a process can end without an end of the session")
        .containsExactly(paid.resumeToken());

    paid.complete();

    await().untilAsserted(() -> assertThat(onDisk()).isEmpty());
  }

  @Test
  void aPaidSubmitIsOnTheDiskBeforeItIsSentAndAfterACrashAskedAgainUnderTheSameKey()
      throws IOException {
    feed.launch(new LaunchOrder(REMOTE, VIDEO, List.of("French", "German"), 1));
    await().until(() -> !servers.isEmpty() && server().submits.size() == 1);
    String key = server().requests.getFirst().idempotencyKey().orElseThrow();
    Path left = Files.copy(waits(), folder.resolve("left-by-a-crash.txt"));
    assertThat(left).content().contains(key).doesNotContain("hg-secret");
    server().submits.getFirst().complete(List.of(server().wait("a", "French")));
    next(Event.JobsAccepted.class);
    feed.close();
    Files.copy(left, waits(), StandardCopyOption.REPLACE_EXISTING);

    news.clear();
    feed = newFeed();
    feed.readProfiles();
    UnansweredSubmit offered = next(Event.WaitsKept.class).unanswered().getFirst();
    assertThat(offered.server()).isEqualTo(HEYGEN);
    LaunchOrder again = LaunchOrder.again(REMOTE, offered);
    feed.launch(again);
    await().until(() -> servers.size() == 2 && server().submits.size() == 1);
    TranslationRequest repeated = server().requests.getFirst();
    assertThat(repeated.idempotencyKey()).contains(key);
    assertThat(repeated.video()).isEqualTo(VIDEO);
    assertThat(repeated.languages()).containsExactly("French", "German");

    ScriptedWait paid = server().wait("a", "French");
    server().submits.getFirst().complete(List.of(paid));
    next(Event.JobsAccepted.class);
    feed.close();
    assertThat(onDisk()).containsExactly(paid.resumeToken());
    assertThat(Files.readString(waits())).doesNotContain(key);
  }

  @Test
  void aSubmitWhoseKeyTheServerMayHaveForgottenIsNotAskedAgain() throws IOException {
    String reference =
        UnansweredSubmit.newReference(REMOTE, VIDEO, List.of("French")).replace("\n", "%0A");
    Files.createDirectories(waits().getParent());
    Files.writeString(waits(), "submit " + reference + " key-1 2026-01-01T00:00:00Z\n");
    feed.readProfiles();
    UnansweredSubmit old = next(Event.WaitsKept.class).unanswered().getFirst();

    feed.launch(LaunchOrder.again(REMOTE, old));

    assertThat(next(Event.LaunchDone.class).problems().getFirst().summary())
        .contains("begun more than 23 hours ago")
        .doesNotContain(VIDEO.toString());
    assertThat(server().submits).isEmpty();
  }

  @Test
  void onlyASubmitThatTheServerRefusedIsForgottenByItself() throws IOException {
    feed.launch(new LaunchOrder(REMOTE, VIDEO, List.of("French"), 2));
    await().until(() -> !servers.isEmpty() && server().submits.size() == 2);
    Miss reset = new Miss.Unreachable("reset");
    server()
        .submits
        .get(0)
        .completeExceptionally(new SubmitFailedException.Refused("k", reset, ""));
    server()
        .submits
        .get(1)
        .completeExceptionally(new SubmitFailedException.FateUnknown("k", reset, reset, ""));
    next(Event.LaunchDone.class);
    news.clear();

    feed.lookAfterKept();
    List<UnansweredSubmit> offered = next(Event.WaitsKept.class).unanswered();
    assertThat(offered).extracting(UnansweredSubmit::languages).containsExactly(List.of("French"));
    assertThat(Files.readString(waits()))
        .doesNotContain(server().requests.get(0).idempotencyKey().orElseThrow())
        .contains(server().requests.get(1).idempotencyKey().orElseThrow());

    news.clear();
    feed.forgetSubmits(offered.stream().map(UnansweredSubmit::reference).toList());
    assertThat(next(Event.WaitsKept.class).unanswered()).isEmpty();
  }

  @Test
  void whatCannotBeKeptIsNotSentToAServerThatCostsMoney() throws IOException {
    Files.writeString(waits().getParent(), "a file where the home should be");

    feed.launch(new LaunchOrder(REMOTE, VIDEO, List.of("French"), 1));

    Event.LaunchDone done = next(Event.LaunchDone.class);
    assertThat(done.problems().getFirst().summary()).contains("Nothing was sent");
    assertThat(server().submits).isEmpty();
  }

  @Test
  void aWaitThatTimesOutOrIsStoppedKeepsItsToken() throws IOException {
    ScriptedWait paid = launchOne();
    paid.giveUp();
    feed.forget(List.of());
    feed.close();
    assertThat(onDisk()).containsExactly(paid.resumeToken());

    news.clear();
    feed = newFeed();
    feed.readProfiles();
    KeptWait offered = next(Event.WaitsKept.class).here().getFirst();
    assertThat(offered).isEqualTo(new KeptWait(paid.resumeToken(), "French"));

    feed.resume(REMOTE, List.of(offered.token()));
    await().until(() -> servers.size() == 2 && !server().waits.isEmpty());
    server().waits.getFirst().stopWatching();
    feed.close();
    assertThat(TokenStore.peek(waits()))
        .extracting(kept -> kept.token() + " " + kept.title())
        .containsExactly(paid.resumeToken() + " French");
  }

  @Test
  void aJobWhoseDeadlineHasPassedIsWatchedAgainForAsLongAgain() throws IOException {
    ResumeToken old = new ResumeToken(HEYGEN, JobId.of("paid"), NOW.minus(Duration.ofDays(3)));
    keep(old);
    feed.readProfiles();
    next(Event.WaitsKept.class);

    feed.resume(REMOTE, List.of(old));
    await().until(() -> !servers.isEmpty() && !server().resumed.isEmpty());

    ResumeToken anew = server().resumed.getFirst();
    assertThat(anew.startedAt()).isEqualTo(NOW);
    await().untilAsserted(() -> assertThat(onDisk()).containsExactly(anew));
    server().waits.getFirst().complete();
    await().untilAsserted(() -> assertThat(onDisk()).isEmpty());
  }

  @Test
  void aResumeThatFailsIsToldAndLosesNothing() {
    ResumeToken paid = new ResumeToken(HEYGEN, JobId.of("paid"), NOW);
    keep(paid);
    feed.readProfiles();
    feed.connect(REMOTE);
    server().refusal = "of another server";

    feed.resume(REMOTE, List.of(paid));

    Event.NotWatchedAgain refused = next(Event.NotWatchedAgain.class);
    assertThat(refused.tokens()).containsExactly(paid);
    assertThat(refused.problem().summary()).contains("of another server");
    assertThat(onDisk()).containsExactly(paid);
  }

  private void keep(ResumeToken... tokens) {
    try (TokenStore store = TokenStore.open(waits())) {
      store.addAll(List.of(tokens));
    }
  }

  @Test
  void aSessionThatEndsBeforeItHasReadWhatWasLeftKeepsIt() {
    ResumeToken paid = new ResumeToken(HEYGEN, JobId.of("paid"), NOW);
    keep(paid);

    feed.close();

    assertThat(onDisk()).containsExactly(paid);
  }

  @Test
  void closingKeepsTheTokensOfRealServersAndTheNextSessionOffersThem() throws IOException {
    feed.connect(EMBEDDED);
    feed.connect(REMOTE);
    await().until(() -> servers.size() == 2);
    servers.getFirst().unfinished.add(servers.getFirst().token("simulated"));
    ResumeToken paid = servers.getLast().token("paid");
    servers.getLast().unfinished.add(paid);

    feed.close();

    assertThat(servers).allMatch(server -> server.shut);
    assertThat(simulator.closed).isTrue();
    assertThat(onDisk()).containsExactly(paid);
    assertThat(Files.readString(waits())).doesNotContain("hg-secret");
    news.clear();
    feed = newFeed();
    feed.readProfiles();
    assertThat(next(Event.WaitsKept.class).here())
        .extracting(KeptWait::token)
        .containsExactly(paid);

    feed.close();
    assertThat(onDisk()).containsExactly(paid);
  }

  @Test
  void whatAPersonForgetsIsNotOfferedAgain() {
    ResumeToken paid = new ResumeToken(HEYGEN, JobId.of("paid"), NOW);
    keep(paid);
    feed.readProfiles();
    next(Event.WaitsKept.class);

    feed.forget(List.of(paid));

    await().untilAsserted(() -> assertThat(onDisk()).isEmpty());
  }

  @Test
  void aSubmitOfWhichNobodyKnowsWhetherItWasPaidIsInDoubt() {
    feed.launch(new LaunchOrder(REMOTE, VIDEO, List.of("French"), 1));
    await().until(() -> !servers.isEmpty() && server().submits.size() == 1);

    server()
        .submits
        .getFirst()
        .completeExceptionally(
            new SubmitFailedException.FateUnknown(
                "key-7", new Miss.Unreachable("reset"), new Miss.Unreachable("reset"), ""));

    assertThat(next(Event.PaidJobsInDoubt.class).problem().details()).contains("key-7");
  }

  @Test
  void manyKeysLeaveFewConnectionsOpenAndNoneThatWatches() {
    feed.connect(REMOTE);
    server().idle = false;
    for (int i = 0; i < 30; i++) {
      feed.connect(new ServerChoice.Remote(HEYGEN, new Secret("key-" + i)));
    }
    await().until(() -> servers.size() == 31);
    await()
        .untilAsserted(() ->
            assertThat(servers.stream().filter(server -> !server.shut).count())
                .isLessThanOrEqualTo(5));
    assertThat(servers.getFirst().shut).isFalse();
  }

  @Test
  void saysNothingMoreOnceClosed() {
    feed.connect(REMOTE);
    ScriptedServer server = server();
    feed.close();
    news.clear();

    server.languages.complete(List.of("English"));
    feed.connect(EMBEDDED);

    assertThat(news).isEmpty();
  }
}
