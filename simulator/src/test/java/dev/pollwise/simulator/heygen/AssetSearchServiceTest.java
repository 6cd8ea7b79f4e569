package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AssetSearchServiceTest {

  private static final String SEARCH = "/v3/assets/search?query=";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  private List<JsonObject> found(String query) {
    return bench.get(SEARCH + query).json().getJsonArray("data").getValuesAs(JsonObject.class);
  }

  private void upload(String name, String type) {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: "
            + type
            + "\r\n\r\nx\r\n--b--\r\n";
    String[] headers = {"X-Api-Key", "demo", "Content-Type", "multipart/form-data; boundary=b"};
    assertThat(bench.send("POST", "/v3/assets", form, headers).status()).isEqualTo(200);
  }

  @Test
  void theBestMatchComesFirstAndCanBeFetched() {
    JsonObject icon = found("a Minimalist rocket-icon&type=icon").getFirst();
    JsonObject image = found("pizza on a wooden table&type=image").getFirst();

    String url = icon.getString("url");
    Reply file = bench.send("GET", url.substring(url.indexOf("/library")), "");

    assertThat(icon.getString("id")).isEqualTo("library-6");
    assertThat(icon.getString("type")).isEqualTo("icon");
    assertThat(image.getString("id")).isEqualTo("library-0");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Type")).isEqualTo("image/png");
    assertThat(bench.send("GET", "/library/99.png", "").status()).isEqualTo(404);
  }

  @Test
  void pagesShowEachResultOnce() {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      JsonObject page = bench.get(SEARCH + "rocket&type=image&limit=4" + token).json();
      page.getJsonArray("data")
          .getValuesAs(JsonObject.class)
          .forEach(item -> ids.add(item.getString("id")));
      token = page.getBoolean("has_more") ? "&token=" + page.getString("next_token") : "";
    } while (!token.isEmpty());

    assertThat(ids).hasSize(6).doesNotHaveDuplicates().startsWith("library-1");
    assertThat(ids)
        .containsExactlyElementsOf(
            found("rocket&type=image").stream().map(item -> item.getString("id")).toList());
  }

  @Test
  void findsOnesOwnPicturesByName() {
    upload("red-car.png", "image/png");
    upload("blue boat.jpg", "image/jpeg");
    upload("boat.mp4", "video/mp4");

    List<JsonObject> mine = found("boat&type=image&scope=personal");

    assertThat(mine).hasSize(2);
    assertThat(bench.get("/v3/assets/" + mine.getFirst().getString("id")).body())
        .contains("blue boat.jpg");
    assertThat(found("boat&type=icon&scope=personal")).isEmpty();
    assertThat(
            bench
                .send("GET", SEARCH + "boat&type=image&scope=personal", "", "X-Api-Key", "o")
                .json()
                .getJsonArray("data"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "?type=image, query",
    "?query=&type=image, query",
    "?query=a, type",
    "?query=a&type=video, type",
    "?query=a&type=icon&scope=all, scope",
    "?query=a&type=icon&limit=51, limit",
    "?query=a&type=icon&limit=0, limit",
    "?query=a&type=icon&token=x, token"
  })
  void refusesWhatIsWrong(String query, String param) {
    Reply refused = bench.get("/v3/assets/search" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().getString("param")).isEqualTo(param);
  }
}
