package dev.pollwise.simulator.job;

import static dev.pollwise.simulator.document.Form.NUMBER;
import static dev.pollwise.simulator.document.Form.TIME;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The laws that documents can name, each with how it stands there; a time alone is fixed. */
enum LawKind {
  FIXED(TIME.within(DurationLaw.TIMES).as(DurationLaw.Fixed::new, DurationLaw.Fixed::value)),
  UNIFORM(
      Mapping.of(
              Key.of("min", TIME.within(DurationLaw.TIMES), DurationLaw.Uniform::min),
              Key.of("max", TIME.within(DurationLaw.TIMES), DurationLaw.Uniform::max),
              DurationLaw.Uniform::new)
          .form()),
  LOG_NORMAL(
      Mapping.of(
              Key.of("median", TIME.within(DurationLaw.POSITIVE), DurationLaw.LogNormal::median),
              Key.of("sigma", NUMBER.within(DurationLaw.SIGMAS), DurationLaw.LogNormal::sigma),
              DurationLaw.LogNormal::new)
          .form()),
  EXPONENTIAL(
      Mapping.of(
              Key.of("mean", TIME.within(DurationLaw.POSITIVE), Exponential::mean),
              Exponential::new)
          .form()),
  WEIBULL(
      Mapping.of(
              Key.of("scale", TIME.within(DurationLaw.POSITIVE), Weibull::scale),
              Key.of("shape", NUMBER.within(Weibull.SHAPES), Weibull::shape),
              Weibull::new)
          .form()),
  MIXTURE(
      Form.listOf(
              Mapping.of(
                      Key.of(
                          "weight",
                          NUMBER.within(Failures.WEIGHTS),
                          DurationLaw.Mixture.Part::weight),
                      Key.of("law", DurationLaw.FORM, DurationLaw.Mixture.Part::law),
                      DurationLaw.Mixture.Part::new)
                  .form())
          .as(DurationLaw.Mixture::new, DurationLaw.Mixture::parts)),
  PROPORTIONAL(proportional()),
  STUCK(
      Mapping.of(
              Key.of("share", NUMBER.within(Range.share()), Stuck::share),
              Key.of("otherwise", DurationLaw.FORM, Stuck::otherwise),
              Stuck::new)
          .form());

  @SuppressWarnings("ImmutableEnumChecker") // is of finals, and of functions without a state
  private final Form<DurationLaw> form;

  @SuppressWarnings("unchecked") // written is only what of() found to be of this kind
  LawKind(Form<? extends DurationLaw> form) {
    this.form = (Form<DurationLaw>) form;
  }

  private static Form<Proportional> proportional() {
    Key<Proportional, DurationLaw> source =
        Key.of("source", DurationLaw.FORM, Proportional::length);
    Key<Proportional, Double> factor =
        Key.of("factor", NUMBER.within(Proportional.FACTORS), Proportional::factor);
    Key<Proportional, Double> sigma =
        Key.of("sigma", NUMBER.within(DurationLaw.SIGMAS), Proportional::sigma).or(0.0);
    return Mapping.of(
            List.of(source, factor, sigma),
            law -> new Proportional(source.read(law), factor.read(law), sigma.read(law)))
        .form();
  }

  private static LawKind of(DurationLaw law) {
    return switch (law) {
      case DurationLaw.Fixed fixed -> FIXED;
      case DurationLaw.Uniform uniform -> UNIFORM;
      case DurationLaw.LogNormal logNormal -> LOG_NORMAL;
      case Exponential exponential -> EXPONENTIAL;
      case Weibull weibull -> WEIBULL;
      case DurationLaw.Mixture mixture -> MIXTURE;
      case Proportional proportional -> PROPORTIONAL;
      case Stuck stuck -> STUCK;
    };
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static DurationLaw read(YamlValue value) {
    if (value instanceof YamlValue.Text text) {
      return text.text().equals(STUCK.word()) ? DurationLaw.stuck() : FIXED.form.read(value);
    }
    if (value instanceof YamlValue.Fields(YamlValue.SourceLocation spot, var fields)
        && fields.size() == 1) {
      String word = fields.keySet().iterator().next();
      for (LawKind kind : values()) {
        if (kind.word().equals(word)) {
          return new FieldReader(value).require(word, kind.form.reader());
        }
      }
    }
    throw unknown(value);
  }

  static YamlValue write(DurationLaw law) {
    LawKind kind = of(law);
    return YamlValue.ofFields(Map.of(kind.word(), kind.form.write(law)));
  }

  private static DocumentException unknown(YamlValue value) {
    String words = Arrays.stream(values()).map(LawKind::word).collect(Collectors.joining(", "));
    int last = words.lastIndexOf(", ");
    return value
        .spot()
        .wrong(
            "must be a time, or one of the laws "
                + words.substring(0, last)
                + " and"
                + words.substring(last + 1));
  }

  /** All of them in JSON Schema. */
  static String schema() {
    return Arrays.stream(values())
        .map(kind -> kind.word() + ": " + kind.form.schema())
        .collect(
            Collectors.joining(
                ", ",
                "{oneOf: [{type: string, description: 'a time, or stuck'}, {type: object,"
                    + " minProperties: 1, maxProperties: 1, additionalProperties: false,"
                    + " properties: {",
                "}}]}"));
  }
}
