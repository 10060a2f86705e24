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
package io.camelmikrotik.simulator;

import java.util.Map;

/**
 * A command of an export; raw text.
 *
 * @param number     its first line in the file, from 1
 * @param menu       such as {@code /ip/address}
 * @param verb       null for a line that only changes the menu
 * @param reference  the rows by id, name or place; null for none
 * @param conditions what a {@code find} asks for, empty for all rows; null without one
 * @param values     properties; {@code !name} for one that is taken away
 */
record ExportLine(
        int number, String menu, String verb, String reference, Map<String, String> conditions, Map<String, String> values) {
}
