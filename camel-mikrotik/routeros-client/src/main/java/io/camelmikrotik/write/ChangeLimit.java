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
package io.camelmikrotik.write;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much may change: a number of rows, or a share of the rows that the scope has now.
 *
 * @param amount  rows, or percent
 * @param percent whether it is a share
 */
public record ChangeLimit(double amount, boolean percent) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})|([0-9]{1,3}(?:\\.[0-9]{1,3})?)\\s*%");

    /**
     * @param  text                     such as {@code 10} or {@code 5%}
     * @throws IllegalArgumentException if it is neither
     */
    public static ChangeLimit parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a number of rows such as 10, or a share such as 5%, not \"" + text + "\"");
        }
        boolean percent = matcher.group(2) != null;
        return new ChangeLimit(Double.parseDouble(percent ? matcher.group(2) : matcher.group(1)), percent);
    }

    /**
     * @param changes rows that would be changed
     * @param rows    rows that the scope has now
     */
    public boolean allows(int changes, int rows) {
        return percent ? changes * 100.0 <= amount * rows : changes <= amount;
    }

    @Override
    public String toString() {
        String number = amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
        return percent ? number + "%" : number;
    }
}
