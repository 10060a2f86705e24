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
package io.camelmikrotik.exception;

/**
 * The TLS handshake failed, or the peer does not speak TLS where it was expected (or the reverse). No command was sent.
 */
public class TlsFailedException extends ConnectionFailedException {

    private static final long serialVersionUID = 1L;

    public TlsFailedException(String device, String message, Throwable cause) {
        super(device, message, cause);
    }

    private TlsFailedException(String device, String command, String message, Throwable cause) {
        super(device, command, message, cause);
    }

    @Override
    public MikrotikException keptFrom(String path) {
        return path == null ? this : new TlsFailedException(getDevice(), path, textWith(path), getCause());
    }
}
