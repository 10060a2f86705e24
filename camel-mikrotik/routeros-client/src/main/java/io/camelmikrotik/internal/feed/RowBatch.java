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
package io.camelmikrotik.internal.feed;

import java.util.List;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What goes through the route at once.
 *
 * @param rows    one row, or all rows of a round
 * @param skipped rows, or rounds, that were dropped just before these because the route was too slow
 */
public record RowBatch(List<RouterOsRow> rows, long skipped) {
}
