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
package io.camelmikrotik.internal.cluster;

import java.util.regex.Pattern;

/**
 * How devices are split. The same in each process: a device is in the shard that follows from its name.
 *
 * @param namespace of the elections; engines make names of files and of resources from it
 * @param count     of shards, at least 1
 */
public record Shards(String namespace, int count) {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final int MOST = 1024;

    /** @throws IllegalArgumentException naming the option that does not fit */
    public Shards {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException(
                    "clusterNamespace must be of lower-case letters, digits and hyphens, and 40 at most: " + namespace);
        }
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("shards must be at most " + MOST + ": " + count);
        }
    }

    /** The shard of a device, from 0. */
    public int of(String device) {
        // neighbours in a list of names do not share a shard because their hash codes are neighbours
        int hash = device.hashCode();
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return Math.floorMod(hash ^ hash >>> 16, count);
    }

    /**
     * Where the leader of a shard is elected. Members that count otherwise elect others, so that no device is left out.
     */
    String election(int shard) {
        return namespace + "-shard-" + shard + "-of-" + count;
    }

    /** Where all members take part, to be known to the others. */
    String members() {
        return namespace + "-members-of-" + count;
    }
}
