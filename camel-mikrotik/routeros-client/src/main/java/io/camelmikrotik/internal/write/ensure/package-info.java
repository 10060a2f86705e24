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
 * Makes the rows of a table that lie in a scope equal to a list.
 * <p>
 * Lives here: what has to be changed ({@link io.camelmikrotik.internal.write.ensure.EnsurePlanner}, a pure function),
 * in which order so that nothing is unprotected meanwhile ({@code ReorderPlan}), doing it and looking at it afterwards
 * ({@link io.camelmikrotik.internal.write.ensure.EnsureRun}). Not here: how commands are sent
 * ({@code io.camelmikrotik.internal.write}).
 */
package io.camelmikrotik.internal.write.ensure;
