using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Benchmarks.Parsing;

namespace Portal.Benchmarks.Measurements;

/// <summary>A table by class of document, made of the tests' own documents and their reviewed expectations.</summary>
static class ClassesMeasurement
{
    public static async Task<int> RunAsync(DirectoryInfo documents, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync("| class | documents | CodeHollow: read | fields right | ServiceModel: read | fields right | Portal: read | fields right |\n|---|---|---|---|---|---|---|---|");
        var all = new Score();
        foreach (var folder in documents.EnumerateDirectories().OrderBy(folder => folder.Name, StringComparer.Ordinal))
        {
            var score = new Score();
            foreach (var file in folder.EnumerateFiles().Where(file => file.Extension != ".json").OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                var expected = JsonNode.Parse(await File.ReadAllTextAsync(file.FullName + ".json", cancellationToken))!.AsObject();
                // What is no feed must be refused, and is no measure of reading.
                if (!expected.ContainsKey("error"))
                    score.Add(await File.ReadAllBytesAsync(file.FullName, cancellationToken), ReadFields.OfExpectation(expected));
            }
            all.Add(score);
            await Console.Out.WriteLineAsync(score.Row(folder.Name));
        }
        await Console.Out.WriteLineAsync(all.Row("all"));
        return 0;
    }

    sealed class Score
    {
        static readonly Func<byte[], Dictionary<string, string>>[] Readers = [ReadFields.OfCodeHollow, ReadFields.OfServiceModel, ReadFields.OfPortal];

        readonly int[] _read = new int[Readers.Length];
        readonly int[] _right = new int[Readers.Length];
        int _documents;
        int _fields;

        public void Add(byte[] bytes, Dictionary<string, string> expected)
        {
            _documents++;
            _fields += expected.Count;
            for (var index = 0; index < Readers.Length; index++)
            {
                try
                {
                    var actual = Readers[index](bytes);
                    _read[index]++;
                    _right[index] += expected.Count(one => actual.GetValueOrDefault(one.Key) == one.Value);
                }
                catch (Exception)
                {
                    // Each throws exceptions of its own; that it does is what is counted.
                }
            }
        }

        public void Add(Score other)
        {
            _documents += other._documents;
            _fields += other._fields;
            for (var index = 0; index < Readers.Length; index++)
            {
                _read[index] += other._read[index];
                _right[index] += other._right[index];
            }
        }

        public string Row(string name) => _documents == 0 ? $"| {name} | 0 | | | | | | |"
            : string.Create(CultureInfo.InvariantCulture, $"| {name} | {_documents} |") + string.Concat(Enumerable.Range(0, Readers.Length)
                .Select(index => string.Create(CultureInfo.InvariantCulture, $" {_read[index]} | {100.0 * _right[index] / _fields:0} % |")));
    }
}
