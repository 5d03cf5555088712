namespace Portal.Benchmarks.Sites;

/// <summary>An empty folder that goes away with its owner.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-measured-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
