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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.cluster.CamelPreemptiveClusterService;
import org.apache.camel.cluster.CamelPreemptiveClusterView;

/**
 * The application's cluster service as {@code RebalancingCamelClusterService} may use it for shards alone: it asks for
 * each view again and again and gives none back, counts all namespaces there are, and stops what it was given.
 */
final class BalancedShards implements CamelPreemptiveClusterService {

    private final CamelPreemptiveClusterService service;
    private final Map<String, CamelPreemptiveClusterView> views = new TreeMap<>();

    BalancedShards(CamelPreemptiveClusterService service) {
        this.service = service;
    }

    @Override
    public synchronized CamelPreemptiveClusterView getView(String namespace) throws Exception {
        CamelPreemptiveClusterView view = views.get(namespace);
        if (view == null) {
            view = service.getView(namespace);
            views.put(namespace, view);
        }
        return view;
    }

    @Override
    public synchronized void releaseView(CamelClusterView view) throws Exception {
        if (views.remove(view.getNamespace()) != null) {
            service.releaseView(view);
        }
    }

    @Override
    public synchronized Collection<String> getNamespaces() {
        return List.copyOf(views.keySet());
    }

    @Override
    public void startView(String namespace) throws Exception {
        service.startView(namespace);
    }

    @Override
    public void stopView(String namespace) throws Exception {
        service.stopView(namespace);
    }

    @Override
    public boolean isLeader(String namespace) {
        return service.isLeader(namespace);
    }

    @Override
    public void start() {
        // the application's
    }

    @Override
    public void stop() {
        // the application's
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        // it has one
    }

    @Override
    public CamelContext getCamelContext() {
        return service.getCamelContext();
    }

    @Override
    public void setId(String id) {
        // it has one
    }

    @Override
    public String getId() {
        return service.getId();
    }
}
