package com.neuroflash.camel.delivery;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** Runs the packaged route of a sink by itself. */
final class Routes {
    private Routes() {}

    static CamelContext run(String name, Map<String, Object> beans, Map<String, String> properties) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        beans.forEach(camel.getRegistry()::bind);
        Properties initial = new Properties();
        initial.putAll(properties);
        camel.getPropertiesComponent().setInitialProperties(initial);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel)
                        .resolveResource("classpath:routes/" + name + ".camel.yaml"));
        camel.start();
        return camel;
    }
}
