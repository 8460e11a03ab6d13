# A CycloneDX bill of materials from a lock file: jq --arg runtime linux-x64 --arg version 0.1.0 -f sbom.jq packages.production.lock.json
# What only takes part in the build is listed as excluded; of the compiler itself, the runtime that it links in goes into the image.
def build_only: test("^(Meziantou\\.|Microsoft\\.CodeAnalysis\\.|Microsoft\\.NET\\.ILLink\\.|Microsoft\\.DotNet\\.ILCompiler$)");
. as $lock
| [.dependencies["net10.0"], .dependencies["net10.0/" + $runtime]] | add
| to_entries
| map(select(.value.type != "Project"))
| sort_by(.key)
| {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": "letta", name: "Letta.Migrations", version: $version } },
    components: map({
      type: "library",
      "bom-ref": "pkg:nuget/\(.key)@\(.value.resolved)",
      name: .key,
      version: .value.resolved,
      scope: (if .key | build_only then "excluded" else "required" end),
      purl: "pkg:nuget/\(.key)@\(.value.resolved)",
      properties: [{ name: "nuget:contentHash", value: .value.contentHash }]
    })
  }
