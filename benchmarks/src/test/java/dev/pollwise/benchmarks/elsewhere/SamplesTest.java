package dev.pollwise.benchmarks.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.benchmarks.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

  private static final String HEAD = "run,contender,round,figure,value\n";
  private static final String COMMAND = "mvn -Pbenchmarks -Dgroup=window";

  @TempDir private Path folder = Path.of("");

  @Test
  void roundsCountWithTheMedianOfTheirSamples() throws IOException {
    Samples samples =
        read(HEAD + "7,a,0,ms,1\n7,a,0,ms,9\n7,a,0,ms,2\n7,b,0,ms,4\n7,a,1,ms,3\n7,b,1,ms,3\n");

    assertThat(samples.rounds().spread("a", "ms")).isEqualTo(new Spread(2.5, 2, 3));
    assertThat(samples.rounds().ratio("a", "b", "ms")).isEqualTo(new Spread(0.75, 0.5, 1));
  }

  @Test
  void quantilesAreOfAllRoundsOrOfEach() throws IOException {
    Samples samples = read(HEAD + "7,a,0,ms,1\n7,a,0,ms,9\n7,a,0,ms,2\n7,a,1,ms,3\n");

    assertThat(samples.all("a", "ms").size()).isEqualTo(4);
    assertThat(samples.all("a", "ms").quantile(0)).isEqualTo(1);
    assertThat(samples.all("a", "ms").quantile(0.5)).isEqualTo(2);
    assertThat(samples.all("a", "ms").quantile(0.75)).isEqualTo(3);
    assertThat(samples.all("a", "ms").quantile(0.751)).isEqualTo(9);
    assertThat(samples.all("a", "ms").quantile(1)).isEqualTo(9);
    assertThat(samples.quantile("a", "ms", 1)).isEqualTo(new Spread(6, 3, 9));
  }

  @Test
  void aMissingFileNamesTheCommandThatWritesIt() {
    assertThatIOException()
        .isThrownBy(() -> Samples.read(folder.resolve("none.csv"), "7", COMMAND))
        .withMessageContaining("none.csv: is not there")
        .withMessageContaining(COMMAND);
  }

  @Test
  void samplesOfAnotherRunAreRefused() {
    assertThatIOException()
        .isThrownBy(() -> read(HEAD + "6,a,0,ms,1\n"))
        .withMessageContaining("line 2: run 6: must be this one, 7")
        .withMessageContaining(COMMAND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "7,a,0,ms; must be run,contender",
        "7,a,0,ms,1,2; must be run,contender",
        "''; must be run,contender",
        "7,a,0,ms,fast; value fast",
        "7,a,0,ms,NaN; value NaN",
        "7,a,0,ms,Infinity; value Infinity",
        "7,a,0,ms,-1; value -1",
        "7,a,1,ms,1; round 1: must be from 0 to 0",
        "7,a,-1,ms,1; round -1",
        "7,a,x,ms,1; round x"
      })
  void aBadLineIsToldWithItsNumber(String line, String complaint) {
    assertThatIOException()
        .isThrownBy(() -> read(HEAD + line + "\n"))
        .withMessageContaining("line 2: ")
        .withMessageContaining(complaint)
        .withMessageContaining(COMMAND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; line 1: must be run,contender",
        "contender,round; line 1: must be run,contender",
        "run,contender,round,figure,value; samples: must be one or more",
        "run,contender,round,figure,value|7,a,0,ms,1|7,a,1,ms,1|7,b,0,ms,1; b: 1 rounds: must be 2",
        "run,contender,round,figure,value|7,a,0,ms,1|7,a,1,s,1; a: round 1: must have the figures"
      })
  void anIncompleteFileIsRefused(String lines, String complaint) {
    assertThatIOException()
        .isThrownBy(() -> read(lines.replace('|', '\n')))
        .withMessageContaining(complaint)
        .withMessageContaining(COMMAND);
  }

  @Test
  void aMissingFigureIsTold() throws IOException {
    Samples samples = read(HEAD + "7,a,0,ms,1\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.all("a", "MB"))
        .withMessage("figure MB: must be one of [ms]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.quantile("b", "ms", 0.5))
        .withMessage("contender b: must be one of [a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WindowFindings(samples).findings(true))
        .withMessageContaining("live busy");
  }

  private Samples read(String text) throws IOException {
    String quoted = text.replaceAll(",(ms|s),", ",\"$1\",");
    return Samples.read(Files.writeString(folder.resolve("samples.csv"), quoted), "7", COMMAND);
  }
}
