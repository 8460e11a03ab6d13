# A CycloneDX bill of materials from a lock file: jq --arg runtime linux-x64 --arg version 0.1.0 -f sbom.jq packages.production.lock.json
# What only takes part in the build is listed as excluded; what is not in the
# lock file is the runtime itself, which the SDK adds in the version of the compiler.
def build_only: test("^(Meziantou\\.|Microsoft\\.CodeAnalysis\\.|Microsoft\\.NET\\.ILLink\\.|Microsoft\\.DotNet\\.ILCompiler$|runtime\\..*\\.ILCompiler$)");
. as $lock
| [.dependencies["net10.0"], .dependencies["net10.0/" + $runtime]] | add
| to_entries
| map(select(.value.type != "Project"))
| . + [{ key: "Microsoft.NETCore.App.Runtime.NativeAOT.\($runtime)", value: $lock.dependencies["net10.0"]["Microsoft.DotNet.ILCompiler"] | del(.contentHash) }]
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
      properties: [.value.contentHash // empty | { name: "nuget:contentHash", value: . }]
    })
  }
