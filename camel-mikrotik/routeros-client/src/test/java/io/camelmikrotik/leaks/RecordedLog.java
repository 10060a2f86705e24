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
package io.camelmikrotik.leaks;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What is logged below a name, at every level, until closed.
 */
public final class RecordedLog implements AutoCloseable {

    private final String logger;
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private LoggerConfig before;
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

    private RecordedLog(String logger) {
        this.logger = logger;
    }

    public static RecordedLog start(String logger) {
        RecordedLog log = new RecordedLog(logger);
        log.attach();
        return log;
    }

    private void attach() {
        AbstractAppender appender = new AbstractAppender("recorded", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                events.add(event.toImmutable());
            }
        };
        appender.start();
        LoggerConfig config = new LoggerConfig(logger, Level.ALL, false);
        config.addAppender(appender, Level.ALL, null);
        before = context.getConfiguration().getLoggers().get(logger);
        context.getConfiguration().removeLogger(logger);
        context.getConfiguration().addLogger(logger, config);
        context.updateLoggers();
    }

    /** Each event as text, its exception included. */
    public List<String> lines() {
        return events.stream()
                .map(event -> event.getLevel() + " " + event.getMessage().getFormattedMessage() + " " + event.getThrown())
                .toList();
    }

    /** Messages of at least that level. */
    public List<String> lines(Level level) {
        return events.stream().filter(event -> event.getLevel().isMoreSpecificThan(level))
                .map(event -> event.getMessage().getFormattedMessage()).toList();
    }

    /** The exceptions logged. */
    public List<Throwable> thrown() {
        return events.stream().map(LogEvent::getThrown).filter(Objects::nonNull).toList();
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(logger);
        if (before != null) {
            context.getConfiguration().addLogger(logger, before);
        }
        context.updateLoggers();
    }
}
