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
package io.camelmikrotik.catalogue;

/**
 * What is true of a command, or of an argument, beyond what the tables of the catalogue say. The names are those of
 * {@code command-kinds-exceptions.tsv}, in upper case and with underscores.
 */
enum CommandTrait {

    /** Changes nothing on the router. */
    READ,
    /** A read, whatever its arguments suggest. */
    HARMLESS,
    /** Returns rows. */
    ROWS,
    /** Sends rows until it is cancelled or an argument ends it. */
    ENDLESS,
    /** Ends by itself, whatever its arguments suggest. */
    ENDS,
    /** May name several rows at once. */
    CHUNK,
    /** Takes query words and {@code .proplist}, and nothing from a row. */
    QUERY,
    /** Takes the properties of a row. */
    PROPERTIES,
    /** Is meant once for each row of a list. */
    LIST,
    /** Takes the id only of a row that was printed. */
    ID_ONLY,
    /** Is about the session itself. */
    SESSION,
    /** Has the end of the session as its effect. */
    ENDS_SESSION,
    /** An argument that ends an endless command. */
    LIMIT,
    /** An argument that makes a write of a read. */
    EFFECT,
    /** An argument that makes a print endless. */
    REPEAT,
    /** An argument that makes a print go on with the changes of its menu. */
    FOLLOW
}
