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
package io.camelmikrotik.internal.endpoint;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.TimeUtils;

/**
 * Which numbers and times options can have. Camel takes a text that is neither for 0, which for some options means for
 * ever; so texts are looked at before it reads them.
 */
public final class OptionRanges {

    /** As Camel reads them. */
    private static final Pattern TIME
            = Pattern.compile(
                    "(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m(?!s))?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?");
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,15})?");
    /** What follows from it must still fit a long of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Set<String> AT_LEAST_ONE = Set.of(
            "connectTimeout", "loginTimeout", "maxRows", "maxWordLength", "bufferSize", "retryDelay", "maxRetryDelay",
            "fallbackDelay", "bulkWindow", "bulkChunkSize", "workerPoolSize", "pollPoolSize", "consumerPoolSize", "ioThreads",
            "maxTotalPerKey", "maxWait", "minEvictableIdleDuration", "durationBetweenEvictionRuns", "maxCommandsPerSession",
            "maxSessionAge", "clusterMaxPause", "parallelism", "stepTimeout", "confirmTimeout",
            "maxConcurrentOpenings", "maxOpeningsPerSecond");
    private static final Set<String> NOT_NEGATIVE = Set.of(
            "requestTimeout", "totalTimeout", "maxReplyBytes", "bulkCommandsPerSecond", "bulkResumeTimeout", "bulkMaxOutcomes",
            "bulkLogInterval", "idleProbeInterval", "validateAfterIdle", "openTimeout", "resyncInterval",
            "deviceSourceInterval", "shards", "wavePause", "offlineDeadline", "leaseLeakThreshold", "minPollInterval",
            "maxCommandsPerSecond", "maxCpuLoad", "maxSessionShare");
    private static final Set<String> PERCENTAGES = Set.of("maxCpuLoad", "maxSessionShare");
    private static final String MAX_TOTAL = "maxTotal";

    private OptionRanges() {
    }

    /** As {@link #checkText} for all options of a URI. */
    public static void checkTexts(Map<String, Object> options, PropertyConfigurerGetter types) {
        options.forEach((option, value) -> {
            Class<?> type = types.getOptionType(option, false);
            if (type != null && value instanceof String text) {
                checkText(option, type, text.trim());
            }
        });
    }

    /**
     * Looks at a text before Camel makes a number or a time of it.
     *
     * @param  type                     of the option: {@code long} for times
     * @throws IllegalArgumentException naming the option, if it is no such text
     */
    public static void checkText(String option, Class<?> type, String text) {
        if (text.startsWith("#")) {
            return; // a bean
        }
        if (type == long.class || type == Duration.class) {
            checkTime(option, text);
        } else if (type == int.class && !isInteger(text) && !(option.equals(MAX_TOTAL) && text.equals("-1"))) {
            throw new IllegalArgumentException(option + " must be a whole number that is not negative, not \"" + text + "\"");
        } else if (type == double.class && !DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException(option + " must be a number that is not negative, not \"" + text + "\"");
        } else if (type.isEnum()) {
            checkWord(option, type, text);
        }
    }

    /** Camel's own error names the enum's class, and none of its words. */
    private static void checkWord(String option, Class<?> type, String text) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(each -> word(((Enum<?>) each).name())).toList();
        if (words.stream().noneMatch(word -> letters(word).equals(letters(text)))) {
            throw new IllegalArgumentException(
                    option + " must be one of " + String.join(", ", words) + ", not \"" + text + "\"");
        }
    }

    private static String word(String constant) {
        return constant.equals(constant.toUpperCase(Locale.ROOT))
                ? StringHelper.dashToCamelCase(constant.toLowerCase(Locale.ROOT).replace('_', '-')) : constant;
    }

    /** Camel takes all ways to write a constant: in capitals or not, with dashes or without. */
    private static String letters(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** @throws IllegalArgumentException naming the option whose number or time is out of its range */
    public static void check(Object target, PropertyConfigurerGetter options) {
        AT_LEAST_ONE.forEach(option -> check(option, options.getOptionValue(target, option, false), 1));
        NOT_NEGATIVE.forEach(option -> check(option, options.getOptionValue(target, option, false), 0));
        Object maxTotal = options.getOptionValue(target, MAX_TOTAL, false);
        if (!Integer.valueOf(-1).equals(maxTotal)) {
            check(MAX_TOTAL, maxTotal, 1);
        }
    }

    /** @throws IllegalArgumentException naming the option, if the number, or milliseconds, are out of its range */
    public static void checkRange(String option, Number value) {
        check(option, value, least(option));
    }

    /** The least number, or milliseconds, that the option takes. */
    public static int least(String option) {
        return AT_LEAST_ONE.contains(option) ? 1 : 0;
    }

    /** For a sentence that tells the least: nothing, or the most it takes. */
    public static String most(String option) {
        return PERCENTAGES.contains(option) ? " and at most 100" : "";
    }

    private static void check(String option, Object value, int least) {
        if (value instanceof Number number && !(number.doubleValue() >= least)) {
            throw new IllegalArgumentException(option + " must be at least " + least + ": " + value);
        }
        if (value instanceof Number number && PERCENTAGES.contains(option) && number.doubleValue() > 100) {
            throw new IllegalArgumentException(option + " must be a percentage, at most 100: " + value);
        }
        if (value instanceof Long millis && millis > LONGEST.toMillis()) {
            throw new IllegalArgumentException(option + " must be at most 100 years: " + value);
        }
    }

    private static void checkTime(String option, String text) {
        Matcher time = TIME.matcher(text);
        boolean known = MILLISECONDS.matcher(text).matches() || !text.isEmpty() && time.matches()
                || text.toUpperCase(Locale.ROOT).startsWith("PT") && isIso(text);
        if (!known) {
            throw new IllegalArgumentException(
                    option + " must be a time such as 500 (milliseconds), 5s or 1h30m, not \"" + text + "\"");
        }
    }

    /** @throws IllegalArgumentException naming the option, if the text is no time */
    public static Duration time(String option, String text) {
        checkTime(option, text.trim());
        return text.trim().toUpperCase(Locale.ROOT).startsWith("PT")
                ? Duration.parse(text.trim()) : Duration.ofMillis(TimeUtils.toMilliSeconds(text.trim()));
    }

    private static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE;
    }

    private static boolean isIso(String text) {
        try {
            return !Duration.parse(text).isNegative();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
