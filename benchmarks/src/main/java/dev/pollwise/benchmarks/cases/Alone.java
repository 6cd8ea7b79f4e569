package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.child.Self;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One of the programs as a process: the other side of {@link ProcessProgram}. Arguments: its name
 * and those of its {@link Site}.
 */
final class Alone {

  private Alone() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    List<String> site = Arrays.asList(args).subList(1, 1 + Site.ARGUMENTS);
    try (Program program = Contestant.named(args[0]).enter(Site.of(site));
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        String[] order = line.split("\t", -1);
        Thread _ =
            Thread.startVirtualThread(
                () -> Self.say(order[1] + "\t" + told(program, order).line()));
      }
    }
  }

  private static Told told(Program program, String[] order) {
    try {
      return order[0].equals("resume")
          ? program.resume(new Told.Open(order[1], ""))
          : program.translate(order[1]);
    } catch (Exception e) {
      return Told.broken(e);
    }
  }
}
