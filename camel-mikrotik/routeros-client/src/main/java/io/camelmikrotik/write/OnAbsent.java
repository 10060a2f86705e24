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

/**
 * What happens to rows of the scope that the list does not have.
 */
public enum OnAbsent {

    /** They are removed. */
    REMOVE,

    /**
     * They are disabled. A row that is in the list again is enabled again, unless the list says otherwise of it.
     */
    DISABLE,

    /** They stay as they are, and are counted. */
    IGNORE
}
