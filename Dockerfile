# Keycloak with My Cambridge identity in it, built once and started quickly, as nobody in particular:
#   docker build -t my-cambridge .
# The jars are built from these sources. Where `mvn package` has just made them, --build-arg JARS=taken takes those; then
# BUILDER may be any image with a shell.
ARG KEYCLOAK=quay.io/keycloak/keycloak:26.7.3
ARG BUILDER=maven:3.9-eclipse-temurin-17

FROM ${BUILDER} AS jars
ARG JARS=built
USER root
WORKDIR /src
COPY . .
RUN set -e; \
    if [ "$JARS" = built ]; then \
        mvn -B -q package -pl providers,themes -am -DskipTests -Dspotless.check.skip=true; \
    fi; \
    mkdir /jars; \
    for module in providers themes; do \
        set -- "$module"/target/my-cambridge-"$module"-*.jar; \
        [ $# -eq 1 ] && [ -f "$1" ] || { echo "There must be one jar in $module/target, and there are: $*" >&2; exit 1; }; \
        cp "$1" "/jars/my-cambridge-$module.jar"; \
    done

# What `kc.sh start` would do at each start, and needs a writable file system for.
FROM ${KEYCLOAK} AS server
COPY --from=jars --chown=1000:0 /jars/ /opt/keycloak/providers/
# Looking for SSSD waits for D-Bus, which containers have none of.
RUN /opt/keycloak/bin/kc.sh build --db=postgres --health-enabled=true --metrics-enabled=true \
        --spi-storage--sssd--enabled=false

FROM ${KEYCLOAK}
COPY --from=server /opt/keycloak/ /opt/keycloak/
COPY realm-config/my-cambridge-realm.json /opt/keycloak/data/import/my-cambridge-realm.json
COPY container/start /opt/keycloak/bin/start-my-cambridge
USER 1000
# Nothing else is written to: /tmp and data/tmp may be memory, and the rest read-only.
ENTRYPOINT ["/bin/bash", "/opt/keycloak/bin/start-my-cambridge"]
CMD ["start", "--optimized", "--import-realm"]
