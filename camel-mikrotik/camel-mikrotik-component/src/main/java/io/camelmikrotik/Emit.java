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
package io.camelmikrotik;

/**
 * What a polling consumer makes messages of. In lower case, as written in URIs.
 */
public enum Emit {

    /** One message per poll, with the list of all rows. */
    TABLE,

    /** One message per row, with batch properties. */
    ROWS,

    /** One message per row that was created, updated or removed since the last poll. */
    CHANGES,

    /** Of a selection of devices: one message per period, with the rows of all of them and who is missing. */
    ROUND
}
