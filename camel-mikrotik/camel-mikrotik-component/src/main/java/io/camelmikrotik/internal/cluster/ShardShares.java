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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which member takes part in which shards, where all members know the same members: rendezvous hashing with a bound.
 * Shares differ by one at most; a member that comes or goes moves few shards beyond its own.
 */
final class ShardShares {

    private ShardShares() {
    }

    private record Bid(String member, int shard, long weight) {
    }

    /** @return of each member its shards; each shard has one member */
    static Map<String, Set<Integer>> of(Collection<String> members, int shards) {
        Map<String, Set<Integer>> shares = new TreeMap<>();
        members.forEach(member -> shares.put(member, new TreeSet<>()));
        int floor = shards / shares.size();
        int oneMore = shards % shares.size();
        boolean[] taken = new boolean[shards];
        for (Bid bid : bids(shares.keySet(), shards)) {
            Set<Integer> share = shares.get(bid.member);
            boolean room = share.size() < floor || share.size() == floor && oneMore > 0;
            if (!taken[bid.shard] && room) {
                oneMore -= share.size() == floor ? 1 : 0;
                share.add(bid.shard);
                taken[bid.shard] = true;
            }
        }
        return shares;
    }

    private static List<Bid> bids(Collection<String> members, int shards) {
        List<Bid> bids = new ArrayList<>(members.size() * shards);
        Map<String, Long> seeds = new HashMap<>();
        for (String member : members) {
            long seed = seeds.computeIfAbsent(member, ShardShares::hash);
            for (int shard = 0; shard < shards; shard++) {
                bids.add(new Bid(member, shard, mixed(seed ^ mixed(shard))));
            }
        }
        bids.sort(Comparator.comparingLong(Bid::weight).thenComparing(Bid::member).thenComparingInt(Bid::shard));
        return bids;
    }

    /** FNV-1a: the same in each process. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long mixed(long bits) {
        long mixed = (bits + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
