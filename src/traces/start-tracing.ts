// Sends spans of this process's work to an OpenTelemetry collector. Its packages are loaded here and nowhere else, so others pay nothing.
import { readVersion } from "../built-file.ts";
import { messageOf } from "../errors.ts";
import { toldOf } from "./told-spans.ts";
import { tracer } from "./tracer.ts";
import type { SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { Telemetry } from "bullmq";
import type { Logger } from "../log.ts";

/** A process that ends waits for a collector for no longer: containers are killed ten seconds after they are asked to stop. */
const EXPORT_MS_MAX = 3_000;

export interface Tracing {
  /** For BullMQ: its spans join a job's run to the one that queued it. */
  telemetry: Telemetry;
  /** Sends what is left. */
  close(): Promise<void>;
}

export interface TracingOptions {
  /** Where spans are posted, as OTLP over HTTP. */
  url: string;
  engine: "embedded" | "postgres" | "redis";
  log: Pick<Logger, "warn" | "info">;
}

/** Throws with a message for people if the packages are not there. A collector that is away costs a line in the log, and its spans. */
export async function startTracing({ url, engine, log }: TracingOptions): Promise<Tracing> {
  const { api, sdk, resources, exporters, bullmqOtel } = await load();
  const version = await readVersion();
  const named = resources.resourceFromAttributes({ "service.name": "wirewatch", "service.version": version });
  const provider = new sdk.NodeTracerProvider({
    // What the environment says (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) wins.
    resource: resources
      .defaultResource()
      .merge(named)
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [
      onlyTold(
        new sdk.BatchSpanProcessor(reporting(new exporters.OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS_MAX }), log)),
      ),
    ],
  });
  provider.register();
  const spans = provider.getTracer("wirewatch", version);
  const stop = tracer.use(({ stage, job, attempt }, work) => {
    // Each run is a trace of its own, linked to the job's: an article's way lasts days, and a poll may bring thousands.
    const before = api.trace.getSpanContext(api.context.active());
    const options = {
      root: true,
      kind: api.SpanKind.CONSUMER,
      links: before === undefined ? [] : [{ context: before }],
      attributes: { "wirewatch.stage": stage, "wirewatch.job": job, "wirewatch.attempt": attempt, "wirewatch.engine": engine },
    };
    return spans.startActiveSpan(stage, options, async (span) => {
      try {
        return await work((outcome, fault) => {
          span.setAttribute("wirewatch.outcome", outcome);
          if (fault === undefined) return;
          span.setAttribute("error.type", fault);
          span.setStatus({ code: api.SpanStatusCode.ERROR });
        });
      } finally {
        span.end();
      }
    });
  });
  return {
    telemetry: new bullmqOtel.BullMQOtel({ tracerName: "wirewatch", version }),
    async close() {
      stop();
      await provider.shutdown().catch((error: unknown) => log.warn({ reason: messageOf(error) }, "the last spans were not sent"));
      for (const part of [api.trace, api.context, api.propagation]) part.disable();
    },
  };
}

async function load() {
  try {
    const [api, sdk, resources, exporters, bullmqOtel] = await Promise.all([
      import("@opentelemetry/api"),
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("bullmq-otel"),
    ]);
    return { api, sdk, resources, exporters, bullmqOtel };
  } catch (error) {
    throw new Error(
      "OTEL_EXPORTER_OTLP_ENDPOINT asks for traces, and their optional packages are not installed: install Wirewatch with optional packages, or unset it",
      { cause: error },
    );
  }
}

const onlyTold = (processor: SpanProcessor): SpanProcessor => ({
  onStart: () => undefined,
  onEnd(span) {
    const told = toldOf(span);
    if (told !== null) processor.onEnd(told);
  },
  shutdown: () => processor.shutdown(),
  forceFlush: () => processor.forceFlush(),
});

/** Says once when the collector stops taking spans, and once when it does again. */
function reporting(exporter: SpanExporter, log: TracingOptions["log"]): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !isAway) log.warn({ reason: messageOf(result.error) }, "the collector takes no spans; they are dropped");
        if (!failed && isAway) log.info("the collector takes spans again");
        isAway = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
