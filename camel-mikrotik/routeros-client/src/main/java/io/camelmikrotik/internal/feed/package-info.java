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
 * What a device tells by itself or again and again: change feeds, which say what was created, updated and removed in a
 * table without gaps; the log, followed without gaps; and streaming commands, kept running.
 * <p>
 * Lives here: the table as it was last delivered and its store, comparing a print with it, the live subscription that
 * listens, prints, merges, follows and comes back. Not here: anything of Camel, anything of the wire. Start at
 * {@link io.camelmikrotik.internal.feed.ListWatch}, whose class comment says why nothing is lost; what has been
 * delivered and what has not is kept by {@link io.camelmikrotik.internal.feed.ChangeFeed}. For streams start at
 * {@link io.camelmikrotik.internal.feed.CommandStream}, for the log at
 * {@link io.camelmikrotik.internal.feed.LogFollower} and {@code LogPosition}, whose class comment says why no line is
 * lost or delivered twice.
 */
package io.camelmikrotik.internal.feed;
