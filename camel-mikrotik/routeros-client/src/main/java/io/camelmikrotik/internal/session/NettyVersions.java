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
package io.camelmikrotik.internal.session;

import java.util.concurrent.ThreadFactory;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;

/**
 * What differs between Netty 4.1 and 4.2: an application server or a framework may bring either.
 */
final class NettyVersions {

    private NettyVersions() {
    }

    /** 4.2 wants MultiThreadIoEventLoopGroup instead, which 4.1 has not; there, this one is a kind of it. */
    @SuppressWarnings("deprecation")
    static EventLoopGroup eventLoops(int count, ThreadFactory threads) {
        return new NioEventLoopGroup(count, threads);
    }
}
