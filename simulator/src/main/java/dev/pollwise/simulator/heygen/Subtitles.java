package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The subtitles that a client gives: a file that it uploaded, or where they are. */
final class Subtitles {

  /** Bytes of an uploaded file. HeyGen tells of no limit; films need less. */
  static final int LARGEST = 1_024 * 1_024;

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private Subtitles() {}

  /**
   * What names them: the id of an asset or a URL. Nothing is fetched.
   *
   * @throws ApiError if it is neither
   */
  static String given(BodyFields media, AssetBook assets) {
    return media.requireWord("type", Set.of("url", "asset_id")).equals("url")
        ? url(media)
        : asset(media, assets);
  }

  private static String url(BodyFields media) {
    String text = media.requireText("url", BodyFields.LONGEST_URL);
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()))) {
        return uri.toASCIIString();
      }
    } catch (URISyntaxException e) {
      // Refused like any other that leads nowhere.
    }
    throw ApiError.of(400, "download_failed", "The subtitles cannot be fetched")
        .within(media.nameOf("url"));
  }

  private static String asset(BodyFields media, AssetBook assets) {
    String id = media.requireText("asset_id");
    byte[] file =
        assets.file(id).orElseThrow(() -> AssetService.notFound().within(media.nameOf("asset_id")));
    if (file.length > LARGEST) {
      throw media.refused("asset_id", "must name a file of at most " + LARGEST + " bytes");
    }
    return id;
  }

  /** Whether it is a URL, and not the id of an asset. */
  static boolean isUrl(String given) {
    return given.indexOf(':') >= 0;
  }
}
