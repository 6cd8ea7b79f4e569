package dev.pollwise.dashboard.files;

import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.policy.ProfileText;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which profiles are kept, one file each. Blocks for the disk. */
public final class ProfileFolder {

  private static final String SUFFIX = ".properties";

  private final Path folder;

  /** Uses a folder; it need not exist yet. */
  public ProfileFolder(Path folder) {
    this.folder = folder;
  }

  /** Reads every profile; those that cannot be read are told as problems. */
  public Event.ProfilesRead read() {
    List<Profile> profiles = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(problems)) {
      try {
        profiles.add(ProfileText.read(name(file), Files.readString(file)));
      } catch (IOException | IllegalArgumentException unreadable) {
        problems.add(Problem.of("Profile " + file + ": " + unreadable.getMessage()));
      }
    }
    return new Event.ProfilesRead(profiles, problems);
  }

  private List<Path> files(List<Problem> problems) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException unreadable) {
      problems.add(Problem.of("Profiles in " + folder + ": " + unreadable.getMessage()));
      return List.of();
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** Writes a profile. */
  public void write(Profile profile) throws IOException {
    WholeFile.write(folder.resolve(profile.name() + SUFFIX), ProfileText.write(profile));
  }
}
