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

import java.util.List;

import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.routeros.DeviceAccess;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Recognises a port that speaks TLS by the first bytes it sends to a plain connection: a TLS alert or handshake record,
 * {@code 15 03} or {@code 16 03}, can never begin an API reply. Leaves the pipeline once it has seen them.
 */
final class TlsDetector extends ByteToMessageDecoder {

    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    private static final int MAJOR_VERSION = 0x03;

    private final DeviceAccess access;

    TlsDetector(DeviceAccess access) {
        this.access = access;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int first = in.getUnsignedByte(in.readerIndex());
        boolean suspicious = first == ALERT || first == HANDSHAKE;
        if (suspicious && in.readableBytes() < 2) {
            return;
        }
        if (suspicious && in.getUnsignedByte(in.readerIndex() + 1) == MAJOR_VERSION) {
            in.skipBytes(in.readableBytes());
            throw new TlsFailedException(
                    access.label(), access.label() + " speaks TLS on port " + access.port()
                                    + ": set tls=true, or use the port of the plain api service (8728)",
                    null);
        }
        // the bytes gathered so far go on to the next handler
        context.pipeline().remove(this);
    }
}
