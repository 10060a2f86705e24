/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.camelmikrotik.internal.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

import io.camelmikrotik.exception.ValueFormatException;
import io.camelmikrotik.internal.codec.BadFrameException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.QuantityValue;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class RouterOsRowTest {

    @Test
    void aRowIsAMapInTheOrderOfTheRouter() {
        RouterOsRow row = row("=.id=*1A", "=name=ether1", "=mtu=1500", "=type=ether", "=comment=");

        assertThat(row).containsExactly(
                entry(".id", "*1A"), entry("name", "ether1"), entry("mtu", "1500"), entry("type", "ether"),
                entry("comment", ""));
        assertThat(row.getId()).isEqualTo("*1A");
        assertThat(row).hasSize(5).containsKey("comment").doesNotContainKey("absent").containsValue("ether");
        assertThat(row.get("absent")).isNull();
        assertThat(row.get(null)).isNull();
        assertThat(row.get(17)).isNull();
        assertThat(row.getOrDefault("absent", "x")).isEqualTo("x");
    }

    @Test
    void aRowEqualsAnyMapOfTheSameProperties() {
        RouterOsRow row = row("=a=1", "=b=2");
        assertThat((Map<String, String>) row).isEqualTo(Map.of("b", "2", "a", "1"))
                .hasSameHashCodeAs(Map.of("a", "1", "b", "2"));
        assertThat((Object) row).isEqualTo(RouterOsRow.of(Map.of("a", "1", "b", "2")));
        assertThat((Map<String, String>) new HashMap<>(row)).isEqualTo(row);
    }

    @Test
    void aRowTellsWhetherAPropertyHasAText() {
        RouterOsRow row = RouterOsRow.of(Map.of("name", "cust1", "comment", "Müller", "empty", ""));

        assertThat(row.hasValue("name", "cust1")).isTrue();
        assertThat(row.hasValue("comment", "Müller")).isTrue();
        assertThat(row.hasValue("empty", "")).isTrue();
        for (String other : List.of("cust", "cust12", "Cust1", "", "cüst1")) {
            assertThat(row.hasValue("name", other)).as(other).isFalse();
        }
        assertThat(row.hasValue("comment", "Muller")).isFalse();
        assertThat(row.hasValue("absent", "")).isFalse();
    }

    @Test
    void aRowCannotBeChanged() {
        RouterOsRow row = row("=a=1");
        assertThatThrownBy(() -> row.put("a", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> row.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(row::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> row.entrySet().iterator().next().setValue("2"))
                .isInstanceOf(UnsupportedOperationException.class);
        byte[] bytes = row.getBytes("a");
        bytes[0] = 'x';
        assertThat(row.get("a")).isEqualTo("1");
        Iterator<Map.Entry<String, String>> all = row.entrySet().iterator();
        all.next();
        assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aPropertyReceivedTwiceKeepsItsPlaceAndHasItsLastValue() {
        RouterOsRow row = row("=dynamic=false", "=name=lan", "=dynamic=true", "=a=1", "=b=2", "=c=3", "=name=wan");

        assertThat(row).containsExactly(
                entry("dynamic", "true"), entry("name", "wan"), entry("a", "1"), entry("b", "2"), entry("c", "3"));
        assertThat(row.getBytes("name")).isEqualTo("wan".getBytes());
    }

    @Test
    void aWordWithoutASecondEqualsSignIsAPropertyWithAnEmptyValue() {
        assertThat(row("=flag", "=a=1")).containsExactly(entry("flag", ""), entry("a", "1"));
    }

    @Test
    void namesThatBeginLikeThoseOfTheRowBeforeAreTheirOwn() {
        RowDecoder decoder = new RowDecoder(ApiCharset.UTF_8);

        assertThat(decoder.decode(sentence("=flag", "=a=1"))).containsExactly(entry("flag", ""), entry("a", "1"));
        assertThat(decoder.decode(sentence("=flags=x", "=a=1"))).containsExactly(entry("flags", "x"), entry("a", "1"));
        assertThat(decoder.decode(sentence("=flags=", "=a=2"))).containsExactly(entry("flags", ""), entry("a", "2"));
        assertThat(decoder.decode(sentence("=flags", "=a=3"))).containsExactly(entry("flags", ""), entry("a", "3"));
        assertThat(decoder.decode(sentence("=flags=y"))).containsExactly(entry("flags", "y"));
        assertThat(decoder.decode(sentence("=flags=z", "=a=4"))).containsExactly(entry("flags", "z"), entry("a", "4"));
        assertThat(decoder.decode(sentence("=flags=z", "=a=4", "=b=5"))).hasSize(3);
        assertThat(decoder.decode(sentence())).isEmpty();
    }

    @Test
    void anAttributeWithoutANameIsOutOfStep() {
        assertThatThrownBy(() -> row("=", "=")).isInstanceOf(BadFrameException.class);
        assertThatThrownBy(() -> row("==x")).isInstanceOf(BadFrameException.class);
    }

    @Test
    void valuesHoldAnyByte() {
        assertThat(row("=source=:put 1\r\n:put 2\n", "=name=iu=c3Eeg=", "=nul=a\0b")).containsExactly(
                entry("source", ":put 1\r\n:put 2\n"), entry("name", "iu=c3Eeg="), entry("nul", "a\0b"));
    }

    @Test
    void aTagIsNoPropertyAndAnyOtherWordIsOutOfStep() {
        assertThat(row(".tag=7", "=a=1")).containsExactly(entry("a", "1"));
        assertThatThrownBy(() -> row("=a=1", "strange")).isInstanceOf(BadFrameException.class);
        assertThatThrownBy(() -> row("=a=1", ".other=x")).isInstanceOf(BadFrameException.class);
        assertThat(row()).isEmpty();
        assertThat(row().getId()).isNull();
    }

    // ---- text

    @Test
    void textIsStrictUtf8FirstAndTheFallbackWhereItIsNot() {
        ApiCharset charset = new ApiCharset(StandardCharsets.UTF_8, Charset.forName("windows-1251"));
        RowDecoder decoder = new RowDecoder(charset);
        byte[] cyrillic = "=comment=Офис".getBytes(Charset.forName("windows-1251"));

        RouterOsRow row
                = decoder.decode(Sentence.of("!re".getBytes(), "=name=Zürich".getBytes(StandardCharsets.UTF_8), cyrillic));

        assertThat(row).containsExactly(entry("name", "Zürich"), entry("comment", "Офис"));
        assertThat(row.getBytes("comment")).as("the raw bytes stay reachable").isEqualTo(new byte[] {
                (byte) 0xCE, (byte) 0xF4, (byte) 0xE8, (byte) 0xF1 });
    }

    @Test
    void noByteStringFailsToDecode() {
        RowDecoder decoder = new RowDecoder(ApiCharset.UTF_8);
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                byte[] word = { '=', 'a', '=', (byte) first, (byte) second };
                RouterOsRow row = decoder.decode(Sentence.of("!re".getBytes(), word));
                assertThat(row.get("a")).isNotNull();
                assertThat(row.getBytes("a")).containsExactly(first, second);
            }
        }
    }

    @Test
    void theUsualCharsetsAreUtf8WithLatin1AndOthersWithThemselves() {
        assertThat(ApiCharset.of(StandardCharsets.UTF_8)).isEqualTo(ApiCharset.UTF_8);
        assertThat(ApiCharset.UTF_8.fallback()).isEqualTo(StandardCharsets.ISO_8859_1);
        Charset ansi = Charset.forName("windows-1250");
        assertThat(ApiCharset.of(ansi)).isEqualTo(new ApiCharset(ansi, ansi));
        assertThat(ApiCharset.of(ansi).encode("Žižkov")).isEqualTo("Žižkov".getBytes(ansi));
        assertThat(ApiCharset.of(ansi).decode("Žižkov".getBytes(ansi))).isEqualTo("Žižkov");
        assertThat(ApiCharset.UTF_8.decode(new byte[0])).isEmpty();
    }

    // ---- typed accessors

    @Test
    void typedAccessorsReadTheRoutersFormats() {
        RouterOsRow row = row("=disabled=no", "=running=true", "=rx-byte=4294967296", "=uptime=1w2d3h4m5s",
                "=rate=72.2Mbps-20MHz/1S/SGI",
                "=size=1.5MiB", "=since=2026-01-05 10:11:12", "=last=jan/05/2026 10:11:12", "=list=a,b,c");

        assertThat(row.getBoolean("disabled")).isFalse();
        assertThat(row.getBoolean("running")).isTrue();
        assertThat(row.getLong("rx-byte")).isEqualTo(4294967296L);
        assertThat(row.getDuration("uptime")).isEqualTo(Duration.parse("P9DT3H4M5S"));
        assertThat(row.getDataRate("rate")).isEqualTo(72_200_000L);
        assertThat(row.getDataSize("size")).isEqualTo(1_572_864L);
        assertThat(row.getDateTime("since")).isEqualTo(LocalDateTime.of(2026, 1, 5, 10, 11, 12))
                .isEqualTo(row.getDateTime("last"));
        assertThat(row.getInstant("since", ZoneId.of("Europe/Riga"))).isEqualTo(Instant.parse("2026-01-05T08:11:12Z"));
        assertThat(row.getList("list")).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsAbsentOrEmptyOrNoneIsNoValue() {
        RouterOsRow row = row("=empty=", "=never=never", "=auto=auto");

        for (String name : List.of("absent", "empty")) {
            assertThat(row.getDecimal(name)).isNull();
            assertThat(row.getPair(name)).isNull();
            assertThat(row.getVersion(name)).isNull();
            assertThat(row.getLong(name)).isNull();
            assertThat(row.getDuration(name)).isNull();
            assertThat(row.getDataRate(name)).isNull();
            assertThat(row.getDataSize(name)).isNull();
            assertThat(row.getDateTime(name)).isNull();
            assertThat(row.getInstant(name, ZoneId.of("UTC"))).isNull();
            assertThat(row.getList(name)).isEmpty();
        }
        assertThat(row.getBytes("absent")).isNull();
        assertThat(row.getBytes("empty")).isEmpty();
        assertThat(row.getDuration("never")).isNull();
        assertThat(row.getLong("auto")).isNull();
    }

    @Test
    void aFlagThatIsPrintedWithoutAValueIsSet() {
        RouterOsRow row = row("=ebgp=", "=running=", "=anything=", "=disabled=", "=use-ipsec=");

        assertThat(row.getBoolean("ebgp")).isTrue();
        assertThat(row.getBoolean("running")).isTrue();
        assertThat(row.getBoolean("anything")).isTrue();
        assertThat(row.getBoolean("disabled")).as("an option without a value").isFalse();
        assertThat(row.getBoolean("use-ipsec")).as("an option without a value").isFalse();
        assertThat(row.getBoolean("absent")).isFalse();
    }

    @Test
    void decimalsPairsAndVersionsAreRead() {
        RouterOsRow row
                = row("=voltage=24.1V", "=load=5%", "=signal-strength=-51@1Mbps", "=size=1.5MiB", "=n=18446744073709551615",
                        "=max-limit=10M/2M", "=bytes=51234,17001", "=version=7.10.1 (stable)", "=x=soon", "=never=never");

        assertThat(row.getDecimal("voltage")).isEqualTo("24.1");
        assertThat(row.getDecimal("load")).isEqualTo("5");
        assertThat(row.getDecimal("signal-strength")).isEqualTo("-51");
        assertThat(row.getDecimal("size")).isEqualByComparingTo("1572864");
        assertThat(row.getDecimal("n")).isEqualTo("18446744073709551615");
        assertThat(row.getDecimal("never")).isNull();
        assertThat(row.getPair("max-limit").first()).isEqualTo("10M");
        assertThat(row.getPair("max-limit").secondQuantity()).get().extracting(QuantityValue::amount)
                .isEqualTo(new BigDecimal(2_000_000));
        assertThat(row.getPair("bytes").firstQuantity()).get().extracting(QuantityValue::amount)
                .isEqualTo(new BigDecimal(51234));
        assertThat(row.getVersion("version")).isGreaterThan(row("=v=7.9").getVersion("v"));
        for (Function<String, Object> accessor : List.<Function<String, Object>> of(row::getDecimal, row::getPair,
                row::getVersion)) {
            assertThatThrownBy(() -> accessor.apply("x")).isInstanceOf(ValueFormatException.class).hasMessageContaining("soon");
        }
    }

    @Test
    void aRowIsSerializedWithItsBytes() throws Exception {
        ApiCharset charset = new ApiCharset(StandardCharsets.UTF_8, Charset.forName("windows-1251"));
        RouterOsRow row = new RowDecoder(charset).decode(Sentence.of(
                "!re".getBytes(), "=.id=*1".getBytes(), "=dynamic=no".getBytes(),
                "=comment=Офис".getBytes(Charset.forName("windows-1251")),
                "=dynamic=yes".getBytes(), "=flag".getBytes()));

        for (RouterOsRow each : List.of(row, RouterOsRow.EMPTY, RouterOsRow.of(Map.of("name", "Zürich")))) {
            RouterOsRow copy = copy(each);
            assertThat(copy).containsExactlyEntriesOf(each);
            assertThat(copy.keySet()).allSatisfy(name -> assertThat(copy.getBytes(name)).isEqualTo(each.getBytes(name)));
        }
        assertThat(copy(row).get("comment")).isEqualTo("Офис");
    }

    private static RouterOsRow copy(RouterOsRow row) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(row);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (RouterOsRow) in.readObject();
        }
    }

    @Test
    void aValueOfAnotherKindIsAnErrorWithTheNameAndTheText() {
        RouterOsRow row = row("=uptime=soon", "=password=s3cret");
        assertThatThrownBy(() -> row.getBoolean("uptime")).isInstanceOf(ValueFormatException.class)
                .hasMessageContaining("uptime").hasMessageContaining("soon");
        assertThatThrownBy(() -> row.getDuration("uptime")).isInstanceOf(ValueFormatException.class);
        assertThatThrownBy(() -> row.getLong("uptime")).isInstanceOf(ValueFormatException.class);
        assertThatThrownBy(() -> row.getLong("password")).isInstanceOf(ValueFormatException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aRowIsShownWithItsSecretsMasked() {
        RouterOsRow row = row("=name=cust1", "=password=s3cret", "=radius-secret=s3cret", "=wpa2-pre-shared-key=s3cret",
                "=private-key=s3cret", "=public-key=shown");
        assertThat(row.toString()).contains("name=cust1", "password=xxxxxx").doesNotContain("s3cret");
        assertThat(row.get("password")).isEqualTo("s3cret");
    }

    // ---- memory

    @Test
    void rowsOfOneReplyShareTheirPropertyNames() {
        RowDecoder decoder = new RowDecoder(ApiCharset.UTF_8);
        List<RouterOsRow> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            rows.add(decoder.decode(sentence("=.id=*" + i, "=name=n" + i)));
            rows.add(decoder.decode(sentence("=.id=*" + i, "=name=n" + i, "=comment=c")));
        }

        for (int i = 2; i < rows.size(); i++) {
            Iterator<String> names = rows.get(i).keySet().iterator();
            for (String name : rows.get(i % 2).keySet()) {
                assertThat(names.next()).as("row %s", i).isSameAs(name);
            }
        }
    }

    @Test
    void aDeviceThatInventsNamesForEachRowFillsNoMemory() {
        RowDecoder decoder = new RowDecoder(ApiCharset.UTF_8);
        RouterOsRow last = null;
        for (int i = 0; i < 10_000; i++) {
            last = decoder.decode(sentence("=name" + i + "=v"));
        }
        assertThat(last).containsExactly(entry("name9999", "v"));
        assertThat(decoder.shapes()).isLessThanOrEqualTo(64);
    }

    @Test
    void aRowMadeByHandIsLikeAnyOther() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("name", "Zürich");
        properties.put("mtu", "1500");
        RouterOsRow row = RouterOsRow.of(properties);
        assertThat(row).containsExactly(entry("name", "Zürich"), entry("mtu", "1500"));
        assertThat(row.getLong("mtu")).isEqualTo(1500);
        assertThat(RouterOsRow.of(Map.of())).isEqualTo(RouterOsRow.EMPTY);
    }

    private static RouterOsRow row(String... words) {
        return new RowDecoder(ApiCharset.UTF_8).decode(sentence(words));
    }

    private static Sentence sentence(String... words) {
        List<byte[]> all = new ArrayList<>(List.of("!re".getBytes()));
        for (String word : words) {
            all.add(word.getBytes(StandardCharsets.UTF_8));
        }
        return Sentence.of(all.toArray(byte[][]::new));
    }
}
