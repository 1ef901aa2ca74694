package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Model;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.component.NeuroflashComponent;
import com.neuroflash.camel.prompt.PromptValidator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What the models allow and how many images a prompt may cost by them, for a command: the same as a running service
 * reserves in the budget. Bills nothing.
 *
 * @param models what the API lists; nothing when it could not be asked
 * @param trouble why it could not be asked
 */
record AskedModels(List<Model> models, Optional<String> trouble) {
    private static final long PATIENCE_MILLIS = 10_000;

    AskedModels {
        models = List.copyOf(models);
        requireNonNull(trouble, "trouble is null");
    }

    /** Asks the API that is configured. */
    static AskedModels ask(Settings settings) {
        try (ApiAccess api = ApiAccess.beside(settings);
                DefaultCamelContext context = new DefaultCamelContext()) {
            NeuroflashComponent component = api.component();
            component.getConfiguration().setConnectTimeout(PATIENCE_MILLIS);
            component.getConfiguration().setReadTimeout(PATIENCE_MILLIS);
            context.addComponent("neuroflash", component);
            context.start();
            return new AskedModels(component.client().models(), Optional.empty());
        } catch (NeuroflashException | IOException away) {
            return new AskedModels(List.of(), Optional.of(String.valueOf(away.getMessage())));
        }
    }

    /** Whether they refuse a request, which would be told before anything is billed. */
    boolean refuse(FrozenRequest request) {
        return !new PromptValidator(models).validate(request.request()).isEmpty();
    }

    /** How many images a request may cost. */
    int mostImages(FrozenRequest request) {
        return request.imageLimit(models);
    }

    /** What a person must know of the figures; empty when the models were asked. */
    Optional<String> caution() {
        return trouble.map(
                why -> "the models could not be asked, so what they refuse is not known and a prompt that does"
                        + " not limit its images counts as " + FrozenRequest.UNKNOWN_MAX_IMAGES + ": " + why);
    }
}
