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
package io.camelmikrotik.pool;

/**
 * How a session is leased. The two kinds have sessions of their own, so that neither can starve the other.
 */
public enum LeaseKind {

    /** For commands with bounded replies: many leases share one session, told apart by tag. */
    SHARED,

    /**
     * For a reply that may pause reading, and for state that belongs to a session, such as Safe Mode: one lease only.
     */
    EXCLUSIVE
}
