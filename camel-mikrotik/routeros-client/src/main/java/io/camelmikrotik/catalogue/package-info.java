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
/**
 * What is known of RouterOS's commands, arguments and properties before a router says no. Start at
 * {@link io.camelmikrotik.catalogue.RouterOsCatalogue}; {@link io.camelmikrotik.catalogue.CommandKind} says what kind
 * of command one is. Nothing here sends anything.
 * <p>
 * The facts lie in {@code routeros-catalogue.txt}, kept beside the modules and written by
 * {@code src/build/CatalogueResource.java}; what they cannot say lies in {@code command-kinds-exceptions.tsv}, each
 * line with its reason.
 */
package io.camelmikrotik.catalogue;
