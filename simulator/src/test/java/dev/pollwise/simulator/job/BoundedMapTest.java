package dev.pollwise.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedMapTest {

  @Test
  void forgetsWhatWasPutFirst() {
    BoundedMap<String, String> map = new BoundedMap<>(BoundedMap.Oldest.PUT, 2);
    map.put("a", "1");
    map.put("b", "2");
    assertThat(map.find("a")).contains("1");
    map.put("c", "3");

    assertThat(map.find("a")).isEmpty();
    assertThat(map.find("b")).contains("2");
    assertThat(map.size()).isEqualTo(2);
  }

  @Test
  void whatIsPutAgainIsTheNewest() {
    BoundedMap<String, String> map = new BoundedMap<>(BoundedMap.Oldest.PUT, 2);
    map.put("a", "1");
    map.put("b", "2");
    map.put("a", "3");
    map.put("c", "4");

    assertThat(map.find("a")).contains("3");
    assertThat(map.find("b")).isEmpty();
  }

  @Test
  void forgetsWhatWasFoundFirst() {
    BoundedMap<String, String> map = new BoundedMap<>(BoundedMap.Oldest.USED, 2);
    map.put("a", "1");
    map.put("b", "2");
    assertThat(map.find("a")).contains("1");
    map.put("c", "3");

    assertThat(map.find("a")).contains("1");
    assertThat(map.find("b")).isEmpty();
  }

  @Test
  void holdsNoMoreThanItsWeightButAlwaysTheNewest() {
    BoundedMap<String, String> map = new BoundedMap<>(BoundedMap.Oldest.PUT, 10, 5, String::length);
    map.put("a", "xxx");
    map.put("b", "xx");
    assertThat(map.size()).isEqualTo(2);
    map.put("b", "xxx");
    assertThat(map.find("a")).isEmpty();
    map.put("c", "xxxxxxxxxx");
    assertThat(map.find("c")).isPresent();
    assertThat(map.size()).isEqualTo(1);
    map.remove("c");
    map.remove("c");
    map.put("d", "xxxxx");
    map.put("e", "");
    assertThat(map.size()).isEqualTo(2);
  }
}
