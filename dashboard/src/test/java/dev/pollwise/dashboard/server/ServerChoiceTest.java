package dev.pollwise.dashboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.shell.DashboardModelFixture;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.dashboard.shell.Story;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server is meant, what it answers, and what it may cost. */
class ServerChoiceTest extends DashboardModelFixture {

  @Test
  void launchesAtTheSimulatorWithoutAsking() {
    connectEmbedded();
    launch.copies().text().set("2");

    launch.launch();

    assertThat(model.question().get()).isEmpty();
    assertThat(commands.launches).hasSize(1);
    assertThat(commands.launches.getFirst().jobs()).isEqualTo(6);
    assertThat(launch.progress().busy().get()).isTrue();

    hear(new Event.LaunchDone(commands.launches.getFirst(), 6, List.of()));
    assertThat(launch.progress().busy().get()).isFalse();
  }

  @Test
  void asksWithNumberAndCostBeforeALaunchThatIsPaid() {
    connectEmbedded();
    launch.server().embedded().set(false);
    launch.server().key().set("top-secret");

    launch.launch();

    Confirmation asked = model.question().get().orElseThrow();
    assertThat(asked.text())
        .contains("3 jobs")
        .contains("about $60")
        .contains("assuming 10 minutes of video")
        .contains("speed mode")
        .doesNotContain("top-secret");
    assertThat(commands.launches).isEmpty();

    model.answer(false);
    assertThat(model.question().get()).isEmpty();
    assertThat(commands.launches).isEmpty();

    launch.launch();
    model.answer(true);
    assertThat(commands.launches).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://[::1]:8080",
        "http://127.255.1.9",
        "http://[0:0:0:0:0:0:0:1]",
        "HTTP://LOCALHOST"
      })
  void aServerOnThisMachineIsNotPaid(String address) {
    assertThat(ServerChoice.isOutside(URI.create(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.heygen.com",
        "http://localhost.example.com",
        "http://192.168.0.2",
        "http://127.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.256",
        "http://127.0.0.1@evil.example"
      })
  void everyOtherServerIs(String address) {
    assertThat(ServerChoice.isOutside(URI.create(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "heygen", "ftp://example.com", "http://", "http://exa mple.com"})
  void aWrongAddressIsMarkedInPlaceAndNothingIsSent(String address) {
    launch.server().embedded().set(false);
    launch.server().address().text().set(address);

    launch.launch();
    launch.connect();

    assertThat(launch.server().address().error().get())
        .contains("must be an http or https address");
    assertThat(launch.problem().get()).isNotEmpty();
    assertThat(commands.connects).isEmpty();
    assertThat(commands.launches).isEmpty();
  }

  @Test
  void aMalformedKeyIsToldWithoutSayingIt() {
    connectEmbedded();
    launch.server().embedded().set(false);
    launch.server().key().set("se cret\u00e9");

    launch.connect();

    assertThat(launch.problem().get())
        .contains("API key: must consist of visible ASCII characters")
        .doesNotContain("cret");
    assertThat(commands.connects).isEmpty();
  }

  @Test
  void aServerThatIsFoundAgainIsNoProblemAnyLonger() {
    connectEmbedded();
    hear(new Event.ServerMissed(new ServerChoice.Embedded(), Problem.of("no answer")));
    assertThat(model.server().lastProblem().get()).isPresent();

    connectEmbedded();

    assertThat(model.server().lastProblem().get()).isEmpty();
  }

  @Test
  void aServerThatDiesMidwayShowsAsSilentAndComesBack() {
    connectEmbedded();
    Story story = Story.of("job");
    hear(story.heard(story.missed(3, 1, new Miss.Unreachable("connection refused"))));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.SILENT);
    assertThat(model.server().lastProblem().get().orElseThrow().summary())
        .contains("no answer: connection refused");

    hear(story.heard(story.polled(5, 2, new JobStatus.Running())));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.ANSWERING);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9810, http://localhost:9810",
    "127.0.0.1:80, http://127.0.0.1:80",
    "[::1]:80, http://[::1]:80",
    "api.heygen.com, https://api.heygen.com",
    "simulator:8080, https://simulator:8080",
    "HTTP://Example.org/x, HTTP://Example.org/x"
  })
  void addressesAreReadAsPeopleWriteThem(String typed, String address) {
    launch.server().address().text().set(typed);

    assertThat(launch.server().address().error().get()).isEmpty();
    assertThat(launch.server().address().value().get()).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "heygen", "ftp://example.org", "a b.c", "://x", "https://", "file:/x"})
  void anAddressThatIsNoneIsRefused(String typed) {
    launch.server().address().text().set(typed);

    assertThat(launch.server().address().error().get())
        .isEqualTo(
            "Address \""
                + typed
                + "\": must be an http or https address, such as https://api.heygen.com");
  }

  @Test
  void aWrongKeyMarksTheKeyAndTheRightOneConnects() {
    launch.server().embedded().set(false);
    launch.server().address().text().set("https://api.heygen.com");
    launch.server().key().set("se cret");
    launch.connect();
    assertThat(launch.server().keyProblem().get()).startsWith("API key: ");
    assertThat(launch.server().address().error().get()).isEmpty();
    assertThat(launch.problem().get()).isEqualTo(launch.server().keyProblem().get());

    launch.server().key().set("secret");
    launch.connect();

    assertThat(launch.problem().get()).isEmpty();
    assertThat(commands.connects).singleElement().isInstanceOf(ServerChoice.Remote.class);
  }

  @Test
  void aServerThatAnswersWithAnErrorIsNotCalledSilent() {
    connectEmbedded();

    hear(new Event.ServerMissed(EMBEDDED, Problem.of("it refuses"), true));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.REFUSING);

    Story story = Story.of("job");
    connectEmbedded();
    hear(story.heard(story.missed(1, 1, new Miss.Denied(401, "no such key"))));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.REFUSING);
  }

  @Test
  void jobsThatTheServerHasForgottenAreCounted() {
    Story known = Story.of("known");
    Story fresh = Story.of("fresh");
    hear(known.heard(known.polled(1, 1, new JobStatus.Running())));
    hear(fresh.heard(fresh.missed(1, 1, new Miss.NotFound("not yet"))));
    assertThat(model.jobs().lost().get()).isEmpty();

    hear(known.heard(known.missed(2, 2, new Miss.NotFound("no such job"))));

    assertThat(model.jobs().lost().get()).startsWith("The server no longer knows 1 of your jobs.");
  }
}
