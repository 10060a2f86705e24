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
 * Hears of each write to a router, once its end is known: one call at a time for an endpoint, in the order in which the
 * ends became known, on a worker thread of the component, shortly after; the exchange does not wait for it. It should
 * return quickly: what it has not heard yet is kept. An exception that it throws is told in the log and has no other
 * consequence.
 */
@FunctionalInterface
public interface AuditListener {

    void written(AuditEvent event);
}
