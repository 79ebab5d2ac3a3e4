package si.paka.simulators.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the built, unpacked gateway lies. */
public record Product(Path folder) {
    private static final String BELOW_REPOSITORY = "gateway-bundles/app/target/paka";

    /** The folder that the property {@code paka.product} names, or the one built in this repository. */
    public static Optional<Product> find() {
        String named = System.getProperty("paka.product");
        if (named != null) {
            return Optional.of(new Product(Path.of(named).toAbsolutePath().normalize()))
                    .filter(Product::isThere);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Product product = new Product(at.resolve(BELOW_REPOSITORY));
            if (product.isThere()) {
                return Optional.of(product);
            }
        }
        return Optional.empty();
    }

    public static Product get() {
        return find().orElseThrow(() -> new IllegalStateException("the gateway is not built: " + BELOW_REPOSITORY
                + "/bin/paka is missing; build it, or set -Dpaka.product"));
    }

    public Path executable() {
        return folder.resolve("bin/paka");
    }

    private boolean isThere() {
        return Files.isExecutable(executable());
    }
}
